alter table refresh_tokens
  -- The access token made with it, so that its owner and its end are known when it is revoked by id.
  add column access_jti         uuid,
  add column access_expires_at  timestamptz,
  -- The pair it was exchanged for, sealed, for whoever presents it again within the grace window from the
  -- same device; deleted after it.
  add column successor_sealed   bytea,
  add column successor_until    timestamptz,
  add column used_by            bytea,
  add check ((access_jti is null) = (access_expires_at is null)),
  add check ((successor_sealed is null) = (successor_until is null)),
  add check (successor_sealed is null or used_at is not null);
create unique index refresh_tokens_access on refresh_tokens (access_jti);
create index refresh_tokens_successor on refresh_tokens (successor_until) where successor_until is not null;
create index refresh_tokens_expiry on refresh_tokens (expires_at);
call open_across_tenants('refresh_tokens', 'select, update, delete');
