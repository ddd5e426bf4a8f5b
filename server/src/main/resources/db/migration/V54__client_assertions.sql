-- Signatures by which clients have authenticated: each is good once (RFC 7523 section 3).
create table client_assertions (
  client_id   uuid        not null,
  tenant_id   uuid        not null references tenants (id),
  -- SHA-256 of the assertion's jti.
  jti_hash    bytea       not null check (length(jti_hash) = 32),
  expires_at  timestamptz not null,
  primary key (client_id, jti_hash)
);
create index client_assertions_expiry on client_assertions (expires_at);
call isolate_tenants('client_assertions');
call open_across_tenants('client_assertions', 'select, delete');
grant select, insert on client_assertions to ${application};
