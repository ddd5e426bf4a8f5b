-- By what name a system that people were imported from knows them, so that an import can be repeated.
create table external_users (
  tenant_id    uuid not null,
  external_id  text not null,
  user_id      uuid not null unique,
  primary key (tenant_id, external_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call isolate_tenants('external_users');
grant select, insert on external_users to ${application};
