-- Sign-ins whose password was right, and which wait for a factor: to be proved, or to be enrolled.
create table pending_sign_ins (
  id          uuid        not null primary key,
  tenant_id   uuid        not null,
  user_id     uuid        not null,
  -- A keyed hash of the token that its browser or program holds.
  token_hash  bytea       not null,
  wants       text        not null check (wants in ('proof', 'enrolment')),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create index pending_sign_ins_user on pending_sign_ins (tenant_id, user_id);
create index pending_sign_ins_age on pending_sign_ins (expires_at);
call isolate_tenants('pending_sign_ins');
call open_across_tenants('pending_sign_ins', 'select, delete');
grant select, insert, delete on pending_sign_ins to ${application};

-- Somebody is asked to prove one factor, for one purpose, once.
create table factor_challenges (
  id              uuid        not null primary key,
  tenant_id       uuid        not null,
  user_id         uuid        not null,
  factor_id       uuid        not null,
  -- A keyed hash of what its holder calls it by.
  handle_hash     bytea       not null,
  purpose         text        not null check (purpose in ('sign_in', 'step_up', 'enrolment', 'approval')),
  -- The session or pending sign-in that it was begun in, and is good in alone.
  bound_to        uuid        not null,
  -- What is approved by it.
  payload_digest  bytea,
  -- A keyed hash of the code that was sent; absent where codes are not sent.
  code_hash       bytea,
  tries           int         not null default 0 check (tries between 0 and 3),
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  -- Passed, used up, or replaced by another.
  ended_at        timestamptz,
  unique (tenant_id, handle_hash),
  check ((purpose = 'approval') = (payload_digest is not null)),
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  foreign key (tenant_id, factor_id) references factors (tenant_id, id) on delete cascade
);
create index factor_challenges_user on factor_challenges (tenant_id, user_id);
create index factor_challenges_age on factor_challenges (expires_at);
call isolate_tenants('factor_challenges');
call open_across_tenants('factor_challenges', 'select, delete');
grant select, insert, update, delete on factor_challenges to ${application};
