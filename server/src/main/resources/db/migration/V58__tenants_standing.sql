alter table tenants add column slug text;
-- Where not active, everything of the tenant is refused.
alter table tenants add column status text not null default 'active'
  check (status in ('active', 'suspended'));
alter table tenants add column brand_color text check (brand_color ~ '^#[0-9a-f]{6}$');
-- Names of settings with their values as text; what is not there is as for everybody.
alter table tenants add column settings jsonb not null default '{}';
-- Another one from every change on, and the old one is revoked: whoever remembers the tenant by it
-- learns that it changed. The second likewise, for suspensions alone.
alter table tenants add column mark uuid not null default gen_random_uuid();
alter table tenants add column life_mark uuid not null default gen_random_uuid();
alter table tenants no force row level security;
update tenants set slug = case when name = 'default' then 'default' else 't-' || left(replace(id::text, '-', ''), 20) end;
alter table tenants force row level security;
alter table tenants alter column slug set not null;
alter table tenants alter column slug set default 't-' || replace(gen_random_uuid()::text, '-', '');
alter table tenants add constraint tenants_slug_key unique (slug);
alter table tenants add check (slug ~ '^[a-z0-9][a-z0-9-]{0,49}$');
grant insert, update on tenants to ${application};

create table tenant_hosts (
  -- Lower-case, without a port.
  host       text not null primary key,
  tenant_id  uuid not null references tenants (id)
);
create index tenant_hosts_tenant on tenant_hosts (tenant_id);
call isolate_tenants('tenant_hosts');
call open_across_tenants('tenant_hosts', 'select');
grant select, insert, delete on tenant_hosts to ${application};

-- The first administrator of a tenant is invited by nobody in it.
alter table invitations alter column invited_by drop not null;
