-- What people prove with, besides their password, that it is them. Disabling one deletes it; audit
-- remembers.
create table factors (
  id              uuid        not null primary key,
  tenant_id       uuid        not null,
  user_id         uuid        not null,
  type            text        not null
                  check (type in ('totp', 'sms', 'email', 'recovery_code', 'passkey')),
  name            text        not null check (length(name) between 1 and 100),
  -- What an authenticator app shares with us, under the master key, and how codes come of it.
  secret_sealed   bytea,
  algorithm       text        check (algorithm in ('SHA1', 'SHA256', 'SHA512')),
  digits          int         check (digits between 6 and 8),
  period_seconds  int         check (period_seconds between 15 and 60),
  -- The time step of the last code that was accepted. It only grows, so that no code counts twice.
  last_step       bigint,
  -- A telephone number, under the person's key.
  phone_sealed    bytea,
  is_primary      boolean     not null,
  created_at      timestamptz not null,
  -- Until then it proves nothing.
  verified_at     timestamptz,
  last_used_at    timestamptz,
  unique (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  check ((type = 'totp') = (secret_sealed is not null)),
  check ((type = 'totp') = (algorithm is not null and digits is not null and period_seconds is not null)),
  check ((type = 'sms') = (phone_sealed is not null)),
  check (not is_primary or (verified_at is not null and type <> 'recovery_code'))
);
create index factors_user on factors (tenant_id, user_id);
create unique index factors_primary on factors (user_id) where is_primary;
create unique index factors_one_each on factors (user_id, type) where type in ('email', 'recovery_code');
call isolate_tenants('factors');
grant select, insert, update, delete on factors to ${application};
