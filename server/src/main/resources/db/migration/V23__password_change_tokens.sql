-- Lets somebody whose password was right, but must be changed, change it without being signed in.
-- At most one for each person; spending it deletes it.
create table password_change_tokens (
  user_id     uuid        not null primary key,
  tenant_id   uuid        not null,
  -- SHA-256 of the token, which is random and long.
  token_hash  bytea       not null unique,
  expires_at  timestamptz not null,
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call isolate_tenants('password_change_tokens');
grant select, insert, update, delete on password_change_tokens to ${application};
