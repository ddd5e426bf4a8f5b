-- What was paid, as it stood when it was recorded. Append-only: later steps of a payment's life get
-- rows of their own.
--
-- History has no foreign keys. Its rows are written by the ledger alone, in the transaction in which it
-- holds a lock on each account they name, and neither they nor accounts are ever deleted: a check for
-- each row would say nothing new, and would cost more than the row.
create table payments (
  id             uuid        not null,
  tenant_id      uuid        not null,
  type           text        not null check (type in ('payment', 'deposit', 'withdrawal', 'transaction')),
  asset          text        not null,
  -- What moved: the sum of the entries that are positive.
  amount         bigint      not null check (amount > 0),
  -- Null when more than one account was debited, or credited.
  payer_account  uuid,
  payee_account  uuid,
  initiated_by   uuid        not null,
  session_id     uuid,
  reference      text,
  metadata       jsonb       not null default '{}',
  effective_at   timestamptz not null,
  recorded_at    timestamptz not null,
  -- In this order, so that it also serves a tenant's history page by page.
  primary key (tenant_id, id)
) partition by range (id);
create table payments_elsewhen partition of payments default;
call isolate_tenants('payments');
call open_across_tenants('payments', 'select');
grant select, insert on payments to ${application};
