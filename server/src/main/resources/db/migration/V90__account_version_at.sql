-- The version an account had at a moment, as it was recorded: 0 before its first entry. Versions follow
-- one another as they were recorded, so it is searched for by halves: some twenty steps through the
-- index that is there anyway, for an account of a million entries. An index of its own would cost each
-- posting.
create function account_version_at(account uuid, moment timestamptz) returns bigint
  language plpgsql stable parallel safe
  as $$
  declare
    low bigint := 0;
    high bigint;
    middle bigint;
    recorded timestamptz;
  begin
    select a.version into high from accounts a where a.id = account;
    while low < high loop
      middle := (low + high + 1) / 2;
      select e.recorded_at into recorded
      from entries e
      where e.account_id = account and e.account_version = middle;
      if recorded <= moment then
        low := middle;
      else
        high := middle - 1;
      end if;
    end loop;
    return low;
  end
  $$;
grant execute on function account_version_at(uuid, timestamptz) to ${application};
