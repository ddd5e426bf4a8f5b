-- The ledger's verdict on a key, for ever. Not partitioned: a unique constraint that holds a month forgets.
-- No foreign keys, as on payments: a tenant that may post is a tenant.
create table idempotency_keys (
  tenant_id        uuid        not null,
  -- Whose keys these are: the payer, or the tenant itself for an administrator's references.
  scope            uuid        not null,
  key              text        not null collate "C",
  request_hash     bytea       not null check (octet_length(request_hash) = 32),
  payment_id       uuid,
  refusal          text,
  refusal_details  jsonb,
  recorded_at      timestamptz not null,
  primary key (tenant_id, scope, key),
  check ((payment_id is null) <> (refusal is null))
);
call isolate_tenants('idempotency_keys');
grant select, insert on idempotency_keys to ${application};
call open_across_tenants('idempotency_keys', 'select');
