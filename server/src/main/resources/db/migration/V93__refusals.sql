-- What was refused when, for reports. Whatever is posted costs nothing.
create index idempotency_keys_refused on idempotency_keys (tenant_id, recorded_at)
  where refusal is not null;
