-- The tenants a transaction may see, set by the application for that transaction alone:
--   select set_config('countersign.tenants', '<uuid>,<uuid>', true)
-- Unset means none, so a query that forgets to say sees nothing.
create function tenant_scope() returns uuid[]
  language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('countersign.tenants', true), ''), ',')::uuid[] $$;

-- Puts a table under the tenant policy. The scope is read once per statement, not once per row.
create procedure isolate_tenants(relation regclass)
  language plpgsql
  as $$
  begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format(
      'create policy tenant_isolation on %s'
      || ' using (tenant_id = any ((select tenant_scope())::uuid[]))'
      || ' with check (tenant_id = any ((select tenant_scope())::uuid[]))',
      relation);
  end
  $$;

-- Adds a table to the list of those that work across tenants may touch: look-ups made before the
-- tenant is known, the audit sequencer, the verifiers.
create procedure open_across_tenants(relation regclass, privileges text)
  language plpgsql
  as $$
  begin
    execute format(
      'create policy across_tenants on %s to ${crosstenant} using (true) with check (true)', relation);
    execute format('grant %s on %s to ${crosstenant}', privileges, relation);
  end
  $$;

-- The smallest UUIDv7 of a moment: history is partitioned by the month inside its time-ordered ids,
-- so that an id alone names its partition.
create function uuid_floor(moment timestamptz) returns uuid
  language sql immutable parallel safe
  as $$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- The column by which a history table is partitioned.
create function history_key(relation regclass) returns name
  language sql stable
  as $$
    select attname
    from pg_partitioned_table
    join pg_attribute on attrelid = partrelid and attnum = partattrs[0]
    where partrelid = relation
  $$;

-- Creates the monthly partitions of a history table from the first day's month on. Runs as the owner,
-- for the application may not create tables. A month of which rows already lie in the partition for
-- everything else stays there.
create function ensure_month_partitions(relation regclass, first_day date, months int) returns int
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    month_start date := date_trunc('month', first_day)::date;
    lowest uuid;
    beyond uuid;
    partition_name text;
    taken boolean;
    created int := 0;
  begin
    if relation not in ('payments'::regclass, 'entries'::regclass, 'audit_events'::regclass) then
      raise exception '% is not a history table', relation;
    end if;
    -- Several nodes look at the same time; the second one finds the first one's work done.
    perform pg_advisory_xact_lock(hashtext('ensure_month_partitions'));
    for step in 1 .. months loop
      lowest := uuid_floor(month_start::timestamp at time zone 'UTC');
      beyond := uuid_floor((month_start + interval '1 month') at time zone 'UTC');
      partition_name := format('%s_%s', relation, to_char(month_start, 'YYYY_MM'));
      if to_regclass(partition_name) is null then
        execute format(
          'select exists (select from %s_elsewhen where %I >= %L and %I < %L)',
          relation, history_key(relation), lowest, history_key(relation), beyond)
          into taken;
        if not taken then
          execute format(
            'create table %I partition of %s for values from (%L) to (%L)',
            partition_name, relation, lowest, beyond);
          created := created + 1;
        end if;
      end if;
      month_start := (month_start + interval '1 month')::date;
    end loop;
    return created;
  end
  $$;
revoke execute on function ensure_month_partitions(regclass, date, int) from public;
grant execute on function ensure_month_partitions(regclass, date, int) to ${application};
