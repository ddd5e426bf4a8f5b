-- Which payments of a tenant have to be countersigned; without a row, none.
create table countersigning_settings (
  tenant_id   uuid        not null primary key references tenants (id),
  settings    jsonb       not null,
  changed_at  timestamptz not null
);
call isolate_tenants('countersigning_settings');
grant select, insert, update on countersigning_settings to ${application};
