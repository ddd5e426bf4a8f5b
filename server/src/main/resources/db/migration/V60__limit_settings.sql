-- The rate limits of a tenant that chose its own; the installation's hold for the others. What is
-- counted against them is kept in memory or Redis: a write for each request would cost more than
-- most requests do.
create table limit_settings (
  tenant_id   uuid        not null primary key references tenants (id),
  -- Tiers, and what differs from them.
  settings    jsonb       not null,
  changed_at  timestamptz not null
);
call isolate_tenants('limit_settings');
grant select, insert, update on limit_settings to ${application};
