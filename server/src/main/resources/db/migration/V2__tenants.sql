create table tenants (
  id          uuid        not null primary key,
  name        text        not null,
  created_at  timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_isolation on tenants
  using (id = any ((select tenant_scope())::uuid[]))
  with check (id = any ((select tenant_scope())::uuid[]));
call open_across_tenants('tenants', 'select');
grant select on tenants to ${application};

-- Every installation has one tenant to begin with.
select set_config('countersign.tenants', '01900000-0000-7000-8000-000000000001', true);
insert into tenants (id, name) values ('01900000-0000-7000-8000-000000000001', 'default');
