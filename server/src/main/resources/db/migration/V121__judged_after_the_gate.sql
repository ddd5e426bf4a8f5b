-- What is revoked of these, with the time from which on it is. Whoever asks compares that with a time
-- taken after the gate was passed: one taken before it would miss what was revoked meanwhile.
create function revocations_among(tenants uuid[], shown uuid[])
  returns table (id uuid, effective_at timestamptz)
  language plpgsql volatile
  as $$
  begin
    perform pg_advisory_xact_lock_shared(730251, hashtext(tenant::text))
    from (select tenant from unnest(tenants) as tenant order by hashtext(tenant::text)) as ordered;
    return query
      select r.id, r.effective_at
      from revocations r
      where r.id = any (shown);
  end
  $$;
drop function revoked_among(uuid[], uuid[], timestamptz);

-- The limits that hold for these people, behind a gate that whoever changes some closes. Rows that
-- are replaced cannot be waited for: the old one is gone then, and the new one not in the snapshot.
create function spending_limits_holding(tenants uuid[], users uuid[]) returns setof spending_limits
  language plpgsql volatile
  as $$
  begin
    perform pg_advisory_xact_lock_shared(730252, hashtext(tenant::text))
    from (select tenant from unnest(tenants) as tenant order by hashtext(tenant::text)) as ordered;
    return query
      select *
      from spending_limits l
      where l.tenant_id = any (tenants) and (l.user_id is null or l.user_id = any (users));
  end
  $$;

create function close_spending_limits_gate(tenant uuid) returns void
  language sql volatile
  as $$ select pg_advisory_xact_lock(730252, hashtext(tenant::text)) $$;
