-- What people ask others to pay them. That one is paid is written in the transaction that posts it.
create table payment_requests (
  id            uuid        not null primary key,
  tenant_id     uuid        not null references tenants (id),
  payee_id      uuid        not null,
  payer_id      uuid        not null,
  asset         text        not null,
  amount        bigint      not null check (amount > 0),
  note          text,
  -- One that is open at its end has expired by itself.
  status        text        not null check (status in ('open', 'paid', 'declined', 'cancelled')),
  reason        text,
  payment_id    uuid,
  request_key   text        not null,
  request_hash  text        not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  decided_at    timestamptz,
  foreign key (tenant_id, payee_id) references users (tenant_id, id),
  foreign key (tenant_id, payer_id) references users (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code),
  unique (tenant_id, payee_id, request_key),
  check (payer_id <> payee_id),
  check (expires_at > created_at),
  check ((status = 'open') = (decided_at is null)),
  check (payment_id is null or status = 'paid')
) with (fillfactor = 80);
create index payment_requests_payee on payment_requests (tenant_id, payee_id, id);
create index payment_requests_payer on payment_requests (tenant_id, payer_id, id);
call isolate_tenants('payment_requests');
grant select, insert, update on payment_requests to ${application};
