create table sessions (
  id          uuid        not null primary key,
  tenant_id   uuid        not null,
  user_id     uuid        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  ended_at    timestamptz,
  end_reason  text,
  unique (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  check ((ended_at is null) = (end_reason is null)),
  check (expires_at > created_at)
);
create index sessions_user on sessions (tenant_id, user_id);
-- What every node polls to learn which sessions ended.
create index sessions_ended on sessions (ended_at) where ended_at is not null;
call isolate_tenants('sessions');
call open_across_tenants('sessions', 'select');
grant select, insert, update on sessions to ${application};
