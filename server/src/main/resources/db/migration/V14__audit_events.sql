create table audit_events (
  id                uuid        not null primary key,
  tenant_id         uuid        not null,
  type              text        not null,
  severity          text        not null check (severity in ('info', 'warning', 'error', 'critical')),
  occurred_at       timestamptz not null,
  actor_type        text        not null,
  actor_id          uuid,
  target_type       text,
  target_id         text,
  session_id        uuid,
  request_id        text,
  -- Ids, codes and counts only.
  metadata          jsonb       not null default '{}',
  -- Everything personal, sealed under the key of this person (or of the tenant where nobody is known).
  person_id         uuid,
  personal          bytea,
  -- What is hashed: the canonical encoding of the columns above, in a stated version.
  encoding_version  smallint    not null,
  encoding          bytea       not null,
  salt              bytea       not null check (octet_length(salt) = 32),
  -- A keyed hash made when the event was written, under a key that is not in this database.
  seal              bytea       not null check (octet_length(seal) = 32)
) partition by range (id);
create index audit_events_tenant on audit_events (tenant_id, id);
create index audit_events_actor on audit_events (actor_id, id) where actor_id is not null;
create index audit_events_target on audit_events (target_id, id) where target_id is not null;
create table audit_events_elsewhen partition of audit_events default;
call isolate_tenants('audit_events');
call open_across_tenants('audit_events', 'select');
grant select, insert on audit_events to ${application};
