-- The roles a tenant made beside those built in. What a person gets of them is kept with the person.
create table roles (
  tenant_id    uuid        not null references tenants (id),
  name         text        not null check (name ~ '^[a-z][a-z0-9_-]{1,49}$'),
  description  text        not null check (length(description) <= 200),
  permissions  text[]      not null,
  -- Roles of the same tenant, or built in. That there is no ring is the program's to see to, with the
  -- tenant's roles locked.
  includes     text[]      not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (tenant_id, name)
);
call isolate_tenants('roles');
grant select, insert, update, delete on roles to ${application};
