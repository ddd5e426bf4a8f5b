-- One event on its way to one webhook. What it says is read anew from the log for each attempt.
create table webhook_deliveries (
  webhook_id   uuid        not null,
  event_id     uuid        not null,
  tenant_id    uuid        not null,
  event_type   text        not null,
  status       text        not null check (status in ('queued', 'delivered', 'dead')),
  attempts     int         not null default 0,
  -- Since when it is tried; a replay begins anew.
  queued_at    timestamptz not null,
  -- When it is tried next; while it is being tried, when somebody else may.
  due_at       timestamptz not null,
  finished_at  timestamptz,
  primary key (webhook_id, event_id),
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade,
  check ((status = 'queued') = (finished_at is null))
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, due_at) where status = 'queued';
create index webhook_deliveries_dead on webhook_deliveries (webhook_id, event_id) where status = 'dead';
create index webhook_deliveries_finished on webhook_deliveries (finished_at) where finished_at is not null;
call isolate_tenants('webhook_deliveries');
call open_across_tenants('webhook_deliveries', 'select, insert, update, delete');
grant select, insert, update on webhook_deliveries to ${application};

create table webhook_attempts (
  id           uuid        not null primary key,
  tenant_id    uuid        not null,
  webhook_id   uuid        not null,
  event_id     uuid        not null,
  attempted_at timestamptz not null,
  millis       int         not null,
  -- What the receiver answered; null where it did not.
  status_code  int,
  -- What went wrong, as one word of ours; null for a success.
  failure      text,
  foreign key (webhook_id, event_id) references webhook_deliveries (webhook_id, event_id)
    on delete cascade
);
create index webhook_attempts_delivery on webhook_attempts (webhook_id, event_id, id);
call isolate_tenants('webhook_attempts');
grant select, insert on webhook_attempts to ${application};
