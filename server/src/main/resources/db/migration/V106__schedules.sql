-- What people have the service pay for them later, once or again and again.
create table schedules (
  id             uuid        not null primary key,
  tenant_id      uuid        not null references tenants (id),
  owner_id       uuid        not null,
  -- A person's or an account's id, as the API writes it.
  recipient      text        not null,
  asset          text        not null,
  amount         bigint      not null check (amount > 0),
  metadata       jsonb       not null,
  -- By the clock on the wall of the time zone.
  starts_at      timestamp   not null,
  time_zone      text        not null,
  frequency      text        not null
    check (frequency in ('once', 'daily', 'weekly', 'monthly', 'yearly')),
  every          int         not null check (every > 0),
  until_date     date,
  times          int         check (times > 0),
  status         text        not null
    check (status in ('active', 'paused', 'cancelled', 'finished')),
  -- The first occurrence, counted from 0, that nobody has begun with, and when it is due.
  next_number    int         not null default 0,
  next_at        timestamptz,
  -- The occurrence that is being posted: what became of it is written down before another is begun.
  running        int,
  -- Until then nobody else takes it up.
  leased_until   timestamptz,
  request_key    text        not null,
  request_hash   text        not null,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  foreign key (tenant_id, owner_id) references users (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code),
  unique (tenant_id, owner_id, request_key),
  check (status = 'active' or next_at is null)
) with (fillfactor = 80);
create index schedules_owner on schedules (tenant_id, owner_id, id);
create index schedules_due on schedules (next_at) where next_at is not null;
create index schedules_running on schedules (leased_until) where running is not null;
call isolate_tenants('schedules');
call open_across_tenants('schedules', 'select');
grant select, insert, update on schedules to ${application};

-- What became of each occurrence.
create table schedule_runs (
  schedule_id  uuid        not null references schedules (id),
  number       int         not null,
  tenant_id    uuid        not null references tenants (id),
  due_at       timestamptz not null,
  recorded_at  timestamptz not null,
  outcome      text        not null check (outcome in ('paid', 'refused', 'missed', 'skipped')),
  payment_id   uuid,
  reason       text,
  primary key (schedule_id, number),
  check ((outcome = 'paid') = (payment_id is not null)),
  check ((outcome = 'refused') = (reason is not null))
);
call isolate_tenants('schedule_runs');
grant select, insert on schedule_runs to ${application};
