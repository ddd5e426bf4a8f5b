create table assets (
  tenant_id  uuid     not null references tenants (id),
  code       text     not null check (code ~ '^[A-Z][A-Z0-9]{2,11}$'),
  -- Digits after the point of one unit.
  scale      smallint not null check (scale between 0 and 9),
  primary key (tenant_id, code)
);
call isolate_tenants('assets');
grant select, insert on assets to ${application};

select set_config('countersign.tenants', '01900000-0000-7000-8000-000000000001', true);
insert into assets (tenant_id, code, scale)
values
  ('01900000-0000-7000-8000-000000000001', 'USD', 2),
  ('01900000-0000-7000-8000-000000000001', 'EUR', 2),
  ('01900000-0000-7000-8000-000000000001', 'CZK', 2);
