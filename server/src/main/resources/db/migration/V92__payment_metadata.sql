-- By what payments' metadata is searched: a digest of each name and value. Not an index on the payments
-- themselves, for row-level security lets none be used by a test that could tell of other rows.
create table payment_metadata (
  tenant_id   uuid   not null,
  digest      bytea  not null check (octet_length(digest) = 32),
  payment_id  uuid   not null,
  primary key (tenant_id, digest, payment_id)
);
call isolate_tenants('payment_metadata');
grant select, insert on payment_metadata to ${application};

create function metadata_digest(name text, value text) returns bytea
  language sql immutable parallel safe
  as $$ select sha256(convert_to(length(name) || ':' || name || value, 'UTF8')) $$;

create function index_payment_metadata() returns trigger
  language plpgsql
  as $$
  begin
    insert into payment_metadata (tenant_id, digest, payment_id)
    select new.tenant_id, metadata_digest(note.key, note.value), new.id
    from jsonb_each_text(new.metadata) as note;
    return null;
  end
  $$;

-- Payments without metadata cost nothing but the comparison.
create trigger index_metadata after insert on payments
  for each row when (new.metadata <> '{}') execute function index_payment_metadata();

-- The migrating role owns the table, and its rows are under the tenants' policy nevertheless.
alter table payments no force row level security;
alter table payment_metadata no force row level security;
insert into payment_metadata (tenant_id, digest, payment_id)
select p.tenant_id, metadata_digest(note.key, note.value), p.id
from payments p
cross join lateral jsonb_each_text(p.metadata) as note
where p.metadata <> '{}';
alter table payments force row level security;
alter table payment_metadata force row level security;
