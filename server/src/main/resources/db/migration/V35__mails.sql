-- Messages that wait to be delivered. What they say, and to whom, is sealed, and gone once they are sent.
create table mails (
  id           uuid        not null primary key,
  tenant_id    uuid        not null references tenants (id),
  -- Whose key seals it; the tenant's own id where nobody is known.
  person_id    uuid        not null,
  kind         text        not null,
  -- 'wish': to be written when it is its turn; 'letter': written.
  form         text        not null check (form in ('wish', 'letter')),
  sealed       bytea,
  status       text        not null check (status in ('queued', 'sent', 'unneeded', 'dead')),
  attempts     int         not null default 0,
  failure      text,
  created_at   timestamptz not null,
  due_at       timestamptz not null,
  expires_at   timestamptz not null,
  finished_at  timestamptz,
  check ((status = 'queued') = (finished_at is null)),
  check ((status = 'queued') = (sealed is not null))
);
create index mails_due on mails (due_at) where status = 'queued';
create index mails_finished on mails (finished_at) where status <> 'queued';
call isolate_tenants('mails');
call open_across_tenants('mails', 'select, delete');
grant select, insert, update on mails to ${application};
