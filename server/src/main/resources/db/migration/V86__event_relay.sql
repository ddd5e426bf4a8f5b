-- How far events were passed on to what the installation as a whole tells of them: webhooks, Redis.
-- One row, whose lock says which node is at it. Installation-wide, so without a tenant.
create table event_relay (
  only_row  boolean not null primary key default true check (only_row),
  -- The place of the next event to pass on; null until the first node has looked.
  place     bigint  check (place >= 0)
);
insert into event_relay (only_row) values (true);
alter table event_relay enable row level security;
alter table event_relay force row level security;
call open_across_tenants('event_relay', 'select, update');
