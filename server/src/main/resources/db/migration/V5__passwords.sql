create table passwords (
  user_id     uuid        not null primary key,
  tenant_id   uuid        not null,
  -- A self-describing string ($argon2id$v=19$m=…), never the password.
  hash        text        not null,
  changed_at  timestamptz not null,
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call isolate_tenants('passwords');
grant select, insert, update on passwords to ${application};
