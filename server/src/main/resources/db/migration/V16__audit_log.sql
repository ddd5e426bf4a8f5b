-- The order of events. Append-only; written by the sequencer alone. The leaf is the salted digest that
-- stands in the Merkle tree; the chain hash covers it, the place and every row before. When a row was
-- placed is said by the checkpoints, so that no column is left which nothing proves.
create table audit_log (
  place      bigint      not null primary key check (place >= 0),
  tenant_id  uuid        not null,
  event_id   uuid        not null unique,
  leaf       bytea       not null check (octet_length(leaf) = 32),
  chain      bytea       not null check (octet_length(chain) = 32)
);
call isolate_tenants('audit_log');
call open_across_tenants('audit_log', 'select, insert');
grant select on audit_log to ${application};
