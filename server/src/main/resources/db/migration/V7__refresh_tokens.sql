create table refresh_tokens (
  jti         uuid        not null primary key,
  tenant_id   uuid        not null,
  session_id  uuid        not null,
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  -- Set by the one refresh that wins; a token with a time here is spent.
  used_at     timestamptz,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id)
);
create index refresh_tokens_session on refresh_tokens (session_id);
call isolate_tenants('refresh_tokens');
grant select, insert, update, delete on refresh_tokens to ${application};
