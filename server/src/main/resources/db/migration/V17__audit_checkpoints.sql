-- Signed heads of the log, each also kept outside this database. Installation-wide, so without a tenant.
create table audit_checkpoints (
  size        bigint      not null primary key check (size >= 0),
  root        bytea       not null check (octet_length(root) = 32),
  -- The right edge of the Merkle tree, from which the next events are added.
  frontier    bytea       not null,
  note        text        not null,
  created_at  timestamptz not null
);
alter table audit_checkpoints enable row level security;
alter table audit_checkpoints force row level security;
call open_across_tenants('audit_checkpoints', 'select, insert');
