-- What keys were used for, summed by day: there is no row for each request.
create table api_key_usage (
  tenant_id  uuid     not null references tenants (id),
  key_id     uuid     not null,
  day        date     not null,
  method     text     not null,
  -- The path with names for what varies in it.
  endpoint   text     not null,
  status     smallint not null,
  requests   bigint   not null check (requests > 0),
  -- How many took how long, by the buckets of the program that counts.
  latency    bigint[] not null,
  primary key (key_id, day, method, endpoint, status),
  foreign key (tenant_id, key_id) references api_keys (tenant_id, id)
);
create index api_key_usage_day on api_key_usage (day);
call isolate_tenants('api_key_usage');
call open_across_tenants('api_key_usage', 'select, delete');
grant select, insert, update on api_key_usage to ${application};

-- Where from. Addresses are personal: sealed under the owner's key, and told apart by a keyed hash.
create table api_key_addresses (
  tenant_id      uuid        not null references tenants (id),
  key_id         uuid        not null,
  day            date        not null,
  address_index  bytea       not null,
  origin_sealed  bytea       not null,
  requests       bigint      not null check (requests > 0),
  last_seen      timestamptz not null,
  primary key (key_id, day, address_index),
  foreign key (tenant_id, key_id) references api_keys (tenant_id, id)
);
create index api_key_addresses_day on api_key_addresses (day);
call isolate_tenants('api_key_addresses');
call open_across_tenants('api_key_addresses', 'select, delete');
grant select, insert, update on api_key_addresses to ${application};

-- When a key was last used, in a table of its own: postings hold rows of api_keys locked.
create table api_key_last_uses (
  key_id     uuid        not null primary key,
  tenant_id  uuid        not null references tenants (id),
  last_used  timestamptz not null,
  foreign key (tenant_id, key_id) references api_keys (tenant_id, id)
);
call isolate_tenants('api_key_last_uses');
grant select, insert, update on api_key_last_uses to ${application};
