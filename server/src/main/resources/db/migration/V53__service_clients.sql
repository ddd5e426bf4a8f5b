-- What a client may do by itself, and how it may prove to be one.
alter table clients
  add column scopes      text[]  not null default '{}',
  -- Seconds that a token of its own lasts.
  add column token_life  integer not null default 900 check (token_life between 60 and 900),
  -- Public keys, as a JWK set.
  add column jwks        text    check (length(jwks) <= 16384);
-- A posting holds the row while it commits.
grant update on clients to ${application};
