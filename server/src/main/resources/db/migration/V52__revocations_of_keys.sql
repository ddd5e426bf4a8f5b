-- API keys and service clients can be revoked too.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check
  check (kind in ('access_token', 'session', 'signing_key', 'api_key', 'client'));
