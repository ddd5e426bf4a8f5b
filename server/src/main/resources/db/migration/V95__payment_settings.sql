-- How payments are made in a tenant: what can be paid, and at which rates one asset becomes another.
create table payment_settings (
  tenant_id   uuid        primary key references tenants (id),
  settings    jsonb       not null,
  changed_at  timestamptz not null
);
call isolate_tenants('payment_settings');
grant select, insert, update on payment_settings to ${application};
