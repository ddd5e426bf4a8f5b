-- Signed heads of the log, each also kept outside this database. Installation-wide, so without a tenant.
create table audit_checkpoints (
  size        bigint      not null primary key check (size >= 0),
  root        bytea       not null check (octet_length(root) = 32),
  -- The right edge of the Merkle tree, from which the next events are added.
  frontier    bytea       not null,
  note        text        not null,
  created_at  timestamptz not null,
  -- A keyed hash of the columns above, under a key that is not in this database.
  seal        bytea       not null check (octet_length(seal) = 32)
);
alter table audit_checkpoints enable row level security;
alter table audit_checkpoints force row level security;
call open_across_tenants('audit_checkpoints', 'select, insert');

-- A checkpoint is made with every round of the sequencer, up to ten a second. All of the last ten
-- minutes are kept, and of each hour the last one. Nobody may delete a checkpoint but by this rule, which
-- runs as the owner.
create policy thinning on audit_checkpoints to current_user using (true);
create function thin_audit_checkpoints() returns int
  language plpgsql security definer set search_path = public, pg_temp
  as $$
  declare
    thinned int;
  begin
    delete from audit_checkpoints
    where created_at < now() - interval '10 minutes'
      and size not in (
        select max(size)
        from audit_checkpoints
        where created_at < now() - interval '10 minutes'
        group by date_trunc('hour', created_at, 'UTC'));
    get diagnostics thinned = row_count;
    return thinned;
  end
  $$;
revoke execute on function thin_audit_checkpoints() from public;
grant execute on function thin_audit_checkpoints() to ${crosstenant};
