create table accounts (
  id                  uuid        not null primary key,
  tenant_id           uuid        not null,
  kind                text        not null check (kind in ('standard', 'world', 'rounding')),
  owner_id            uuid,
  external_reference  text collate "C",
  asset               text        not null,
  -- The sum of the account's entries, in minor units.
  balance             bigint      not null default 0,
  overdraft_limit     bigint      not null default 0 check (overdraft_limit >= 0),
  -- The number of entries so far; each entry carries the version it made.
  version             bigint      not null default 0 check (version >= 0),
  created_at          timestamptz not null,
  unique (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code),
  foreign key (tenant_id, owner_id) references users (tenant_id, id),
  constraint accounts_within_limit check (kind <> 'standard' or balance >= -overdraft_limit),
  constraint accounts_system_have_no_owner
    check (kind = 'standard' or (owner_id is null and external_reference is null and overdraft_limit = 0))
) with (
  -- Every posting writes a new version of the row. With room on its page it stays there, and no index
  -- hears of it.
  fillfactor = 50
);
create unique index accounts_owner on accounts (tenant_id, owner_id, asset) where owner_id is not null;
create unique index accounts_external_reference on accounts (tenant_id, external_reference)
  where external_reference is not null;
create unique index accounts_system on accounts (tenant_id, kind, asset) where kind <> 'standard';
call isolate_tenants('accounts');
call open_across_tenants('accounts', 'select');
grant select, insert, update on accounts to ${application};
