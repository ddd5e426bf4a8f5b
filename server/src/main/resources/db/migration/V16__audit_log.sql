-- The order of events. Append-only; written by the sequencer alone.
create table audit_log (
  place      bigint      not null primary key check (place >= 0),
  tenant_id  uuid        not null,
  event_id   uuid        not null unique,
  leaf       bytea       not null check (octet_length(leaf) = 32),
  chain      bytea       not null check (octet_length(chain) = 32),
  placed_at  timestamptz not null
);
call isolate_tenants('audit_log');
call open_across_tenants('audit_log', 'select, insert');
grant select on audit_log to ${application};
