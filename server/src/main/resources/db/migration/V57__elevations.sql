-- Roles that people asked for, for a while. What somebody may do by one is kept with the person.
create table elevations (
  id             uuid        not null primary key,
  tenant_id      uuid        not null references tenants (id),
  user_id        uuid        not null,
  role           text        not null,
  -- Sealed under the person's key.
  reason_sealed  bytea       not null,
  minutes        int         not null check (minutes > 0),
  status         text        not null
    check (status in ('pending', 'active', 'denied', 'lapsed', 'ended', 'revoked')),
  requested_at   timestamptz not null,
  -- Until when somebody may decide.
  open_until     timestamptz not null,
  -- Nobody, where the policy did.
  decided_by     uuid,
  decided_at     timestamptz,
  ends_at        timestamptz,
  ended_at       timestamptz,
  foreign key (tenant_id, user_id) references users (tenant_id, id),
  check ((status in ('active', 'ended', 'revoked')) = (ends_at is not null)),
  check (decided_by <> user_id)
);
-- One at a time, so that what somebody may do stays readable.
create unique index elevations_open on elevations (tenant_id, user_id)
  where status in ('pending', 'active');
create index elevations_due on elevations (coalesce(ends_at, open_until))
  where status in ('pending', 'active');
create index elevations_user on elevations (tenant_id, user_id, id);
call isolate_tenants('elevations');
call open_across_tenants('elevations', 'select');
grant select, insert, update on elevations to ${application};
