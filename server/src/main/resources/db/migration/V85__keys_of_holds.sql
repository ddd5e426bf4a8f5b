-- What was done to a hold under the key; then the payment is the hold.
alter table idempotency_keys
  add column hold_step text check (hold_step in ('held', 'released')),
  add constraint idempotency_keys_hold check (hold_step is null or payment_id is not null);
