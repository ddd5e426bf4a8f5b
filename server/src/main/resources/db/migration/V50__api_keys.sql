create table api_keys (
  id               uuid        not null primary key,
  tenant_id        uuid        not null references tenants (id),
  -- Whose it is; null for a service key, which is the tenant's own.
  user_id          uuid,
  created_by       uuid        not null,
  name             text        not null check (length(name) between 1 and 100),
  -- How a key begins: tells keys apart, and is no secret.
  lookup           text        not null unique,
  -- SHA-256 of the whole key: 214 random bits need no slow hash.
  key_hash         bytea       not null unique check (length(key_hash) = 32),
  scopes           text[]      not null check (cardinality(scopes) between 1 and 50),
  -- Empty for anywhere.
  allowed_ips      text[]      not null,
  allowed_origins  text[]      not null,
  -- So many in a window of so many seconds.
  rate_limit       integer     not null default 1000 check (rate_limit between 100 and 10000),
  rate_window      integer     not null default 3600 check (rate_window between 60 and 86400),
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  -- By a rotation, after which this one lasts for its grace only.
  replaced_by      uuid,
  ends_at          timestamptz,
  revoked_at       timestamptz,
  -- Its owner was told that it comes to its end.
  warned_at        timestamptz,
  -- Audit was told that time ended it.
  end_told_at      timestamptz,
  unique (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  check (expires_at > created_at and expires_at <= created_at + interval '366 days'),
  check ((replaced_by is null) = (ends_at is null))
);
create index api_keys_owner on api_keys (tenant_id, user_id);
create index api_keys_expiry on api_keys (expires_at) where revoked_at is null and end_told_at is null;
call isolate_tenants('api_keys');
-- A key comes before its tenant is known; and time ends the keys of all tenants.
call open_across_tenants('api_keys', 'select');
grant select, insert, update on api_keys to ${application};
