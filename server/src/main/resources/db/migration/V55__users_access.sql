-- What somebody may do, as of now, on the one row that a payment locks.
--   roles           by name; those built in mean what the program says
--   granted         what the others, which the tenant made, come to
--   elevated        what an elevation adds, until elevated_until
--   access_mark     what tokens carry; another one from every change on, and the old one is revoked
alter table users add column roles text[];
alter table users add column granted text[] not null default '{}';
alter table users add column elevated text[] not null default '{}';
alter table users add column elevated_until timestamptz;
alter table users add column access_mark uuid;
alter table users no force row level security;
update users set roles = array[role], access_mark = id;
alter table users force row level security;
alter table users alter column roles set not null;
alter table users alter column access_mark set not null;
alter table users alter column access_mark set default gen_random_uuid();
alter table users drop column role;
alter table users add check (elevated = '{}' or elevated_until is not null);
-- Nearly everybody has just the one role; the others are few, and are searched for.
create index users_special_roles on users using gin (roles) where roles <> '{user}';
-- A role may be any that the program has built in; the program knows which.
alter table invitations drop constraint invitations_role_check;
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check
  check (kind in ('access_token', 'session', 'signing_key', 'api_key', 'client', 'access', 'tenant'));
