-- A known text sealed with the installation's master keys: tells whether those at hand are the right ones.
create table master_key_check (
  only_row  boolean not null primary key default true check (only_row),
  sealed    bytea   not null
);
alter table master_key_check enable row level security;
alter table master_key_check force row level security;
call open_across_tenants('master_key_check', 'select, insert');
