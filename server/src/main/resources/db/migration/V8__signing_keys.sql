create table signing_keys (
  kid             text        not null primary key,
  tenant_id       uuid        not null references tenants (id),
  algorithm       text        not null check (algorithm in ('ES256', 'RS256', 'EdDSA')),
  public_jwk      text        not null,
  private_sealed  bytea       not null,
  status          text        not null check (status in ('active', 'retired')),
  created_at      timestamptz not null,
  retired_at      timestamptz
);
create unique index signing_keys_active on signing_keys (tenant_id, algorithm) where status = 'active';
call isolate_tenants('signing_keys');
call open_across_tenants('signing_keys', 'select');
grant select, insert, update on signing_keys to ${application};
