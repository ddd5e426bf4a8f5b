-- When a session was last used (up to a minute behind) and how long it may lie idle; where it came
-- from, sealed under its owner's key, with keyed hashes to compare; and the hash of the opaque value of
-- a session that lives in a browser's cookie. A time to come in ended_at is the end of a time of grace.
alter table sessions
  add column last_active_at timestamptz not null default now(),
  add column idle_seconds   integer     not null default 604800 check (idle_seconds > 0),
  add column device_index   bytea,
  add column network_index  bytea,
  add column origin_sealed  bytea,
  add column secret_hash    bytea       check (octet_length(secret_hash) = 32);
alter table sessions
  alter column last_active_at drop default,
  alter column idle_seconds drop default;
create unique index sessions_secret on sessions (secret_hash, tenant_id) where secret_hash is not null;
-- A person's active sessions, and the devices they were seen on, however many have ended.
drop index sessions_user;
create index sessions_user on sessions (tenant_id, user_id, ended_at);
create index sessions_device on sessions (tenant_id, user_id, device_index);
