-- What a payment that waits would pay, where somebody was asked for it. Once signed, it is posted only where
-- the request is still open, and closes it.
alter table waiting_payments
  add column request_id uuid references payment_requests (id);
