-- When the person proved to read what is sent to their address.
alter table users add column email_verified_at timestamptz;
-- The same for all usernames that look alike. Where some already do, the oldest one keeps it.
alter table users add column username_skeleton text;
alter table users no force row level security;
update users
set username_skeleton =
  replace(translate(lower(replace(username, 'I', 'l')), '01', 'ol'), 'm', 'rn')
where username is not null;
update users
set username_skeleton = null
where exists (
  select 1
  from users older
  where older.tenant_id = users.tenant_id
    and older.username_skeleton = users.username_skeleton
    and older.id < users.id);
alter table users force row level security;
create unique index users_username_skeleton on users (tenant_id, username_skeleton);
