-- How a tenant's tokens are made, where it differs from the service's settings.
create table token_policies (
  tenant_id       uuid        not null primary key references tenants (id),
  algorithm       text        not null check (algorithm in ('ES256', 'RS256', 'EdDSA')),
  access_life     int         not null check (access_life between 300 and 3600),
  refresh_life    int         not null check (refresh_life between 86400 and 2592000),
  refresh_idle    int         not null check (refresh_idle between 3600 and refresh_life),
  refresh_grace   int         not null check (refresh_grace between 0 and 60),
  updated_at      timestamptz not null
);
call isolate_tenants('token_policies');
grant select, insert, update on token_policies to ${application};
