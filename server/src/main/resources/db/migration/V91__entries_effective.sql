-- Entries that count from another time than they were recorded at: few, unless history is taken over
-- from elsewhere. What counts at a moment is what was recorded by then, but for these.
create index entries_effective on entries (account_id, effective_at) include (amount, account_version)
  where effective_at <> recorded_at;
