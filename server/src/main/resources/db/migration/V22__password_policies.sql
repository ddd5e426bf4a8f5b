-- The password policy of a tenant that chose its own; the installation's profile holds for the others.
create table password_policies (
  tenant_id   uuid        not null primary key references tenants (id),
  -- The profile, and what differs from it.
  settings    jsonb       not null,
  changed_at  timestamptz not null
);
call isolate_tenants('password_policies');
grant select, insert, update on password_policies to ${application};
