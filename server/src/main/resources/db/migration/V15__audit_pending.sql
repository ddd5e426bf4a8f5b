-- Events that wait for their place in the log: written with the event, taken by the sequencer.
create table audit_pending (
  event_id   uuid not null primary key,
  tenant_id  uuid not null
);
call isolate_tenants('audit_pending');
call open_across_tenants('audit_pending', 'select, delete');
grant select, insert on audit_pending to ${application};
