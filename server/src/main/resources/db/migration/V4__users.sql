create table users (
  id            uuid        not null primary key,
  tenant_id     uuid        not null references tenants (id),
  username      text,
  -- Case-folded; what look-ups and uniqueness use.
  username_key  text,
  -- The address is sealed under the person's key; the index is a keyed hash of its folded form.
  email_sealed  bytea,
  email_index   bytea,
  role          text        not null check (role in ('user', 'administrator')),
  status        text        not null check (status in ('active', 'disabled')),
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  unique (tenant_id, id),
  check ((username is null) = (username_key is null)),
  check ((email_sealed is null) = (email_index is null)),
  check (username is not null or email_index is not null)
);
create unique index users_email on users (tenant_id, email_index);
create unique index users_username on users (tenant_id, username_key);
call isolate_tenants('users');
grant select, insert, update on users to ${application};
