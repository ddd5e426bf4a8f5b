-- Where a tenant wants to be told of events.
create table webhooks (
  id             uuid        not null primary key,
  tenant_id      uuid        not null references tenants (id),
  url            text        not null,
  description    text,
  -- Types, or beginnings of types; all where there are none.
  types          text[]      not null default '{}',
  status         text        not null check (status in ('active', 'disabled')),
  -- Why it is disabled: 'asked', 'failing' or 'gone'.
  reason         text        check (reason in ('asked', 'failing', 'gone')),
  -- Since when nothing was taken; null while deliveries succeed.
  failing_since  timestamptz,
  created_by     uuid        not null,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  unique (tenant_id, id),
  check ((status = 'disabled') = (reason is not null))
);
create index webhooks_tenant on webhooks (tenant_id, id);
call isolate_tenants('webhooks');
call open_across_tenants('webhooks', 'select');
grant select, insert, update, delete on webhooks to ${application};

-- What deliveries are signed with, sealed. While a secret is being replaced there are two.
create table webhook_secrets (
  id          uuid        not null primary key,
  tenant_id   uuid        not null,
  webhook_id  uuid        not null,
  sealed      bytea       not null,
  created_at  timestamptz not null,
  -- Until when it signs; null for the one in use.
  ends_at     timestamptz,
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade
);
create unique index webhook_secrets_current on webhook_secrets (webhook_id) where ends_at is null;
create index webhook_secrets_webhook on webhook_secrets (tenant_id, webhook_id);
call isolate_tenants('webhook_secrets');
grant select, insert, update, delete on webhook_secrets to ${application};
