alter table accounts
  -- What open holds keep of the balance: part of it still, but nobody may take it.
  add column held bigint not null default 0 check (held >= 0),
  -- From a frozen account nothing is taken; a closed one is left alone altogether.
  add column status text not null default 'open' check (status in ('open', 'frozen', 'closed')),
  drop constraint accounts_within_limit,
  add constraint accounts_within_limit
    check (kind <> 'standard' or balance - held >= -overdraft_limit),
  add constraint accounts_system_hold_nothing check (kind = 'standard' or held = 0),
  add constraint accounts_closed_empty check (status <> 'closed' or (balance = 0 and held = 0)),
  drop constraint accounts_kind_check,
  add constraint accounts_kind_check check (kind in ('standard', 'world', 'rounding', 'conversion'));
