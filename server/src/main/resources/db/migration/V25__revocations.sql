create table revocations (
  -- Of a token, a session or a signing key: all 128 bits wide, so no two of them meet.
  id            uuid        not null primary key,
  tenant_id     uuid        not null references tenants (id),
  kind          text        not null check (kind in ('access_token', 'session', 'signing_key')),
  user_id       uuid,
  revoked_at    timestamptz not null,
  effective_at  timestamptz not null,
  expires_at    timestamptz not null,
  reason        text        not null check (length(reason) <= 255),
  -- The transaction that wrote the row. Every node reads on from the oldest one it could not see, so
  -- that late commits are not missed, whatever the clocks of nodes say.
  recorded_in   xid8        not null default pg_current_xact_id(),
  check (effective_at >= revoked_at)
);
create index revocations_recorded on revocations (recorded_in);
create index revocations_expiry on revocations (expires_at);
create index revocations_user on revocations (tenant_id, user_id);
call isolate_tenants('revocations');
call open_across_tenants('revocations', 'select, delete');
grant select, insert, update on revocations to ${application};

-- The gate of a tenant: postings hold it in common while they commit, a revocation holds it alone. The
-- first number says what the lock is for.
create function close_revocation_gates(tenants uuid[]) returns void
  language plpgsql volatile
  as $$
  begin
    perform pg_advisory_xact_lock(730251, hashtext(tenant::text))
    from (select tenant from unnest(tenants) as tenant order by hashtext(tenant::text)) as ordered;
  end
  $$;

-- What of the things shown is revoked. Looks only after it has the gates: each statement of a volatile
-- function sees what has been committed when it begins.
create function revoked_among(tenants uuid[], shown uuid[], moment timestamptz) returns setof uuid
  language plpgsql volatile
  as $$
  begin
    perform pg_advisory_xact_lock_shared(730251, hashtext(tenant::text))
    from (select tenant from unnest(tenants) as tenant order by hashtext(tenant::text)) as ordered;
    return query select id from revocations where id = any (shown) and effective_at <= moment;
  end
  $$;

-- Sessions that ended before there was this table: the tokens of some are still good by themselves.
alter table sessions no force row level security;
alter table revocations no force row level security;
insert into revocations
  (id, tenant_id, kind, user_id, revoked_at, effective_at, expires_at, reason)
select id, tenant_id, 'session', user_id, ended_at, ended_at,
  least(expires_at, ended_at + interval '25 hours'), end_reason
from sessions
where ended_at > now() - interval '25 hours';
alter table revocations force row level security;
alter table sessions force row level security;
-- The nodes follow revocations now.
drop index sessions_ended;
