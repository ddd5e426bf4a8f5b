-- Places that a person was let in from lately, which failures elsewhere do not shut.
create table familiar_places (
  tenant_id   uuid        not null,
  user_id     uuid        not null,
  -- A keyed hash of person and network.
  place_hash  bytea       not null,
  seen_at     timestamptz not null,
  primary key (tenant_id, user_id, place_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index familiar_places_age on familiar_places (seen_at);
call isolate_tenants('familiar_places');
call open_across_tenants('familiar_places', 'select, delete');
grant select, insert, update, delete on familiar_places to ${application};
