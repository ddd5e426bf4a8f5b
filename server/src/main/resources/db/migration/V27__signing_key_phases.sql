alter table signing_keys no force row level security;
alter table signing_keys
  add column activated_at timestamptz,
  add column revoked_at   timestamptz,
  -- A key that signs no more has no private part.
  alter column private_sealed drop not null,
  drop constraint signing_keys_status_check,
  add constraint signing_keys_status_check
    check (status in ('announced', 'active', 'retired', 'revoked'));
update signing_keys set activated_at = created_at;
alter table signing_keys
  add check ((private_sealed is not null) = (status in ('announced', 'active'))),
  add check ((activated_at is null) or status <> 'announced'),
  add check ((retired_at is not null) = (status = 'retired')),
  add check ((revoked_at is not null) = (status = 'revoked'));
alter table signing_keys force row level security;
create unique index signing_keys_announced on signing_keys (tenant_id, algorithm) where status = 'announced';
grant delete on signing_keys to ${application};
