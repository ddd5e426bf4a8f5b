-- Payments that wait to be captured. No entry tells of them: the payer's account holds what is open of
-- them. A row changes only under the lock of that account.
create table holds (
  id               uuid        not null,
  tenant_id        uuid        not null,
  type             text        not null check (type in ('payment', 'deposit', 'withdrawal', 'transaction')),
  asset            text        not null,
  amount           bigint      not null check (amount > 0),
  captured         bigint      not null default 0,
  state            text        not null check (state in ('open', 'captured', 'voided', 'expired')),
  payer_account    uuid        not null,
  -- Who gets it, in parts that sum to the amount; and what of each part they have got.
  payee_accounts   uuid[]      not null,
  payee_amounts    bigint[]    not null,
  payee_captured   bigint[]    not null,
  initiated_by     uuid        not null,
  session_id       uuid,
  reference        text,
  metadata         jsonb       not null default '{}',
  expires_at       timestamptz not null,
  recorded_at      timestamptz not null,
  closed_at        timestamptz,
  -- In this order, so that it also serves a tenant's holds page by page.
  primary key (tenant_id, id),
  constraint holds_within_amount check (captured between 0 and amount),
  constraint holds_parts
    check (
      cardinality(payee_accounts) > 0
      and cardinality(payee_amounts) = cardinality(payee_accounts)
      and cardinality(payee_captured) = cardinality(payee_accounts)),
  constraint holds_closed check ((state = 'open') = (closed_at is null)),
  constraint holds_captured check (state <> 'open' or captured < amount)
) with (fillfactor = 80);
create index holds_open on holds (expires_at) where state = 'open';
create index holds_payer on holds (tenant_id, payer_account, id);
create index holds_payees on holds using gin (payee_accounts);
call isolate_tenants('holds');
call open_across_tenants('holds', 'select');
grant select, insert, update on holds to ${application};
