create table invitations (
  id            uuid        not null primary key,
  tenant_id     uuid        not null references tenants (id),
  email_index   bytea       not null,
  email_sealed  bytea       not null,
  role          text        not null check (role in ('user', 'administrator')),
  -- A keyed hash of the token in the letter.
  token_hash    bytea       not null,
  invited_by    uuid        not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  used_at       timestamptz,
  revoked_at    timestamptz,
  unique (tenant_id, token_hash),
  check (used_at is null or revoked_at is null)
);
create index invitations_email on invitations (tenant_id, email_index);
call isolate_tenants('invitations');
grant select, insert, update on invitations to ${application};
