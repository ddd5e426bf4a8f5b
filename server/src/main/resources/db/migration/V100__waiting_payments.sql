-- Payments that wait to be countersigned. They move nothing until somebody has signed; then the ledger posts
-- them under the key of the first request, and counts that here in the same transaction.
create table waiting_payments (
  id               uuid        not null primary key,
  tenant_id        uuid        not null references tenants (id),
  payer_id         uuid        not null,
  -- The idempotency key of the request, and what it was of.
  key              text        not null,
  request_hash     bytea       not null check (length(request_hash) = 32),
  asset            text        not null,
  amount           bigint      not null check (amount > 0),
  -- Who gets it: people usr_ or accounts acc_, and how much each.
  payees           text[]      not null check (cardinality(payees) > 0),
  payee_amounts    bigint[]    not null check (cardinality(payee_amounts) = cardinality(payees)),
  metadata         jsonb       not null,
  -- Why it waits.
  reasons          text[]      not null check (cardinality(reasons) > 0),
  -- By what the payer asked for it.
  credential       text        not null check (credential in ('session', 'api_key')),
  credential_id    uuid        not null,
  status           text        not null
    check (status in ('awaiting', 'signed', 'completed', 'refused', 'cancelled', 'expired')),
  asked_at         timestamptz not null,
  expires_at       timestamptz not null,
  signed_by        uuid,
  signed_how       text        check (signed_how in ('factor', 'person')),
  signed_at        timestamptz,
  payment_id       uuid,
  closed_at        timestamptz,
  unique (tenant_id, payer_id, key),
  foreign key (tenant_id, payer_id) references users (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code),
  check (expires_at > asked_at),
  check ((signed_by is null) = (signed_at is null) and (signed_by is null) = (signed_how is null)),
  check (status not in ('signed', 'completed') or signed_by is not null),
  check (signed_how <> 'person' or signed_by <> payer_id),
  check (signed_how <> 'factor' or signed_by = payer_id)
) with (fillfactor = 80);
create index waiting_payments_payer on waiting_payments (tenant_id, payer_id, id);
create index waiting_payments_open on waiting_payments (tenant_id, id)
  where status in ('awaiting', 'signed');
create index waiting_payments_due on waiting_payments (expires_at) where status in ('awaiting', 'signed');
create index waiting_payments_credential on waiting_payments (tenant_id, credential_id)
  where status in ('awaiting', 'signed');
call isolate_tenants('waiting_payments');
call open_across_tenants('waiting_payments', 'select');
grant select, insert, update on waiting_payments to ${application};

-- Whom a payer has paid before with a signature: not new any more.
create table signed_payees (
  tenant_id   uuid        not null,
  payer_id    uuid        not null,
  payee       text        not null,
  signed_at   timestamptz not null,
  primary key (tenant_id, payer_id, payee),
  foreign key (tenant_id, payer_id) references users (tenant_id, id)
);
call isolate_tenants('signed_payees');
grant select, insert on signed_payees to ${application};
