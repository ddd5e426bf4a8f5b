-- What each payment did to each account. Append-only, and without foreign keys, as payments are.
create table entries (
  payment_id       uuid        not null,
  position         smallint    not null check (position >= 0),
  tenant_id        uuid        not null,
  account_id       uuid        not null,
  asset            text        not null,
  amount           bigint      not null check (amount <> 0),
  account_version  bigint      not null check (account_version > 0),
  balance_after    bigint      not null,
  effective_at     timestamptz not null,
  recorded_at      timestamptz not null,
  primary key (payment_id, position)
) partition by range (payment_id);
create index entries_account on entries (account_id, account_version);
create table entries_elsewhen partition of entries default;
call isolate_tenants('entries');
call open_across_tenants('entries', 'select');
grant select, insert on entries to ${application};
