create table password_resets (
  id          uuid        not null primary key,
  tenant_id   uuid        not null,
  user_id     uuid        not null,
  -- A keyed hash of the token in the letter.
  token_hash  bytea       not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  -- Used, or followed by a newer one, or overtaken by another change of the password.
  ended_at    timestamptz,
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index password_resets_user on password_resets (tenant_id, user_id, created_at);
create index password_resets_age on password_resets (created_at);
call isolate_tenants('password_resets');
call open_across_tenants('password_resets', 'select, delete');
grant select, insert, update on password_resets to ${application};
