-- The key under which everything personal about somebody is sealed, wrapped by the master key.
-- Deleting the row forgets the person; what was sealed stays as noise that still verifies.
create table person_keys (
  person_id    uuid        not null primary key,
  tenant_id    uuid        not null references tenants (id),
  wrapped_key  bytea       not null,
  created_at   timestamptz not null
);
call isolate_tenants('person_keys');
grant select, insert, delete on person_keys to ${application};
