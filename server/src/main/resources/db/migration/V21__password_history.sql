-- Passwords a person had before, as hashes, so that they are not chosen again.
create table password_history (
  user_id      uuid        not null,
  version      bigint      not null,
  tenant_id    uuid        not null,
  hash         text        not null,
  replaced_at  timestamptz not null,
  primary key (user_id, version),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call isolate_tenants('password_history');
grant select, insert, delete on password_history to ${application};
