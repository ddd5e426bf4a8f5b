create table clients (
  id              uuid        not null primary key,
  tenant_id       uuid        not null references tenants (id),
  name            text        not null check (length(name) between 1 and 100),
  -- SHA-256: a secret of 256 random bits needs no slow hash.
  secret_hash     bytea       not null check (length(secret_hash) = 32),
  algorithm       text        check (algorithm in ('ES256', 'RS256', 'EdDSA')),
  may_introspect  boolean     not null,
  may_revoke      boolean     not null,
  created_at      timestamptz not null
);
create index clients_tenant on clients (tenant_id, id);
call isolate_tenants('clients');
call open_across_tenants('clients', 'select');
grant select, insert, delete on clients to ${application};
