-- How much people may spend in a day, week or month; without a person, of everybody who has none of their
-- own.
create table spending_limits (
  id          uuid        not null primary key,
  tenant_id   uuid        not null references tenants (id),
  user_id     uuid,
  asset       text        not null,
  period      text        not null check (period in ('day', 'week', 'month')),
  amount      bigint      not null check (amount >= 0),
  changed_at  timestamptz not null,
  unique nulls not distinct (tenant_id, user_id, asset, period),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code)
);
call isolate_tenants('spending_limits');
grant select, insert, update, delete on spending_limits to ${application};

-- What somebody under a limit has spent in one day, week or month, counted in the transaction that posts it.
create table spending (
  id          uuid        not null primary key,
  tenant_id   uuid        not null,
  user_id     uuid        not null,
  asset       text        not null,
  period      text        not null,
  begins      date        not null,
  spent       bigint      not null default 0 check (spent >= 0),
  unique (tenant_id, user_id, asset, period, begins),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
) with (fillfactor = 80);
call isolate_tenants('spending');
grant select, insert, update on spending to ${application};
