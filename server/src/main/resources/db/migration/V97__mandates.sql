-- Transaction tokens: by which a payer lets one payee draw on their account. What was drawn is counted here,
-- in the transaction that posts it.
create table mandates (
  id           uuid        not null primary key,
  tenant_id    uuid        not null references tenants (id),
  payer_id     uuid        not null,
  payee_id     uuid        not null,
  asset        text        not null,
  -- In all, and in how many payments.
  ceiling      bigint      not null check (ceiling > 0),
  uses         bigint      not null check (uses > 0),
  drawn        bigint      not null default 0,
  draws        bigint      not null default 0,
  -- SHA-256 of the token, which is shown once and signed.
  token_hash   bytea       not null check (length(token_hash) = 32),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  foreign key (tenant_id, payer_id) references users (tenant_id, id),
  foreign key (tenant_id, payee_id) references users (tenant_id, id),
  foreign key (tenant_id, asset) references assets (tenant_id, code),
  check (payer_id <> payee_id),
  check (expires_at > created_at),
  constraint mandates_within_ceiling check (drawn between 0 and ceiling),
  constraint mandates_within_uses check (draws between 0 and uses)
) with (fillfactor = 80);
create index mandates_payer on mandates (tenant_id, payer_id, id);
create index mandates_payee on mandates (tenant_id, payee_id, id);
call isolate_tenants('mandates');
grant select, insert, update on mandates to ${application};
