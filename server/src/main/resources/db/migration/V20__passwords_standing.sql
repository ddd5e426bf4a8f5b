-- What a sign-in asks of a password besides that it is right.
alter table passwords
  -- Counts what the person chose; a new hash of the same password leaves it alone.
  add column version bigint not null default 0,
  -- When it was last looked for among breached passwords; null for never.
  add column breach_checked_at timestamptz,
  -- Why it lets nobody in until it is changed.
  add column change_reason text check (change_reason in ('breached', 'demanded'));
