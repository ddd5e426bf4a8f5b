-- Who wants in and has yet to prove their address. Nobody here is a user: they can't sign in, can't be
-- paid, and take no name away from anybody.
create table registrations (
  id               uuid        not null primary key,
  tenant_id        uuid        not null references tenants (id),
  email_index      bytea       not null,
  -- Address, username and the password's hash; gone with the end.
  sealed           bytea,
  -- Keyed hashes of what the last letter held.
  token_hash       bytea,
  code_hash        bytea,
  code_expires_at  timestamptz,
  code_tries_left  int         not null default 0,
  letters          int         not null default 0,
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  ended_at         timestamptz,
  check ((ended_at is null) = (sealed is not null)),
  check ((code_hash is null) = (code_expires_at is null))
);
create unique index registrations_token on registrations (tenant_id, token_hash) where token_hash is not null;
create index registrations_email on registrations (tenant_id, email_index);
create index registrations_expiry on registrations (expires_at);
call isolate_tenants('registrations');
call open_across_tenants('registrations', 'select, delete');
grant select, insert, update on registrations to ${application};
