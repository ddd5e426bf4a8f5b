-- The public half of each passkey, which is a factor. Which authenticators people have is not asked.
create table passkeys (
  factor_id        uuid        not null primary key,
  tenant_id        uuid        not null,
  credential_id    bytea       not null check (octet_length(credential_id) between 1 and 1023),
  -- A COSE key (RFC 9052), in CBOR.
  public_key       bytea       not null,
  -- How often it says it has signed; 0 for one that does not count. It never goes back.
  sign_count       bigint      not null check (sign_count between 0 and 4294967295),
  -- How a browser can reach it.
  transports       text[]      not null,
  -- Whether it may exist on several devices, and whether it does.
  backup_eligible  boolean     not null,
  backed_up        boolean     not null,
  unique (tenant_id, credential_id),
  foreign key (tenant_id, factor_id) references factors (tenant_id, id) on delete cascade,
  check (backup_eligible or not backed_up)
);
call isolate_tenants('passkeys');
grant select, insert, update, delete on passkeys to ${application};

-- Somebody, who is yet to be known, is asked for a passkey to sign in by it alone.
create table passkey_challenges (
  tenant_id       uuid        not null references tenants (id),
  -- A keyed hash. The row goes when the challenge is answered.
  challenge_hash  bytea       not null,
  expires_at      timestamptz not null,
  primary key (tenant_id, challenge_hash)
);
create index passkey_challenges_age on passkey_challenges (expires_at);
call isolate_tenants('passkey_challenges');
call open_across_tenants('passkey_challenges', 'select, delete');
grant select, insert, delete on passkey_challenges to ${application};

-- What a token calls the key that opened the session without a password (RFC 8176): one that stays
-- in a device, or one that may be copied.
alter table factor_proofs
  add column key_alone text check (key_alone in ('hwk', 'swk'));
