-- Ends a statement, and the transaction with it, that did not find all the rows it counts on.
create function require_rows(updated bigint, wanted bigint) returns void
  language plpgsql
  as $$
  begin
    if updated <> wanted then
      raise exception 'expected % rows, but % were as they had been read', wanted, updated
        using errcode = 'data_corrupted';
    end if;
  end
  $$;
