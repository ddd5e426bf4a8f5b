-- Of whom a tenant demands a second factor; without a row, of administrators after seven days.
create table factor_policies (
  tenant_id   uuid        not null primary key references tenants (id),
  settings    jsonb       not null,
  changed_at  timestamptz not null
);
call isolate_tenants('factor_policies');
grant select, insert, update on factor_policies to ${application};

-- Devices on which a person need not prove a factor for a while.
create table trusted_devices (
  id            uuid        not null primary key,
  tenant_id     uuid        not null,
  user_id       uuid        not null,
  -- A keyed hash of the token the device holds.
  token_hash    bytea       not null,
  -- What it is, under the person's key.
  label_sealed  bytea       not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index trusted_devices_user on trusted_devices (tenant_id, user_id);
create index trusted_devices_age on trusted_devices (expires_at);
call isolate_tenants('trusted_devices');
call open_across_tenants('trusted_devices', 'select, delete');
grant select, insert, delete on trusted_devices to ${application};
