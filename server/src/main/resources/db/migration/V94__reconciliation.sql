-- Files of accounts outside that were taken in, once each.
create table reconciliation_imports (
  id           uuid        not null,
  tenant_id    uuid        not null,
  account_id   uuid        not null,
  format       text        not null check (format in ('mt940', 'camt.053', 'csv')),
  -- SHA-256 of the file.
  digest       bytea       not null check (octet_length(digest) = 32),
  lines        int         not null check (lines >= 0),
  new_lines    int         not null check (new_lines between 0 and lines),
  imported_by  uuid        not null,
  imported_at  timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, account_id, digest)
);
call isolate_tenants('reconciliation_imports');
grant select, insert on reconciliation_imports to ${application};

-- What was held to be the same. What is undone stays, with who undid it and why.
create table reconciliation_matches (
  id           uuid        not null,
  tenant_id    uuid        not null,
  account_id   uuid        not null,
  rule         text        not null check (rule in ('reference', 'date', 'sum', 'hand')),
  reason       text,
  -- What the lines say less what the entries moved, in minor units.
  difference   bigint      not null,
  matched_by   uuid,
  matched_at   timestamptz not null,
  undone_by    uuid,
  undone_at    timestamptz,
  undo_reason  text,
  primary key (tenant_id, id),
  check (rule = 'hand' or difference = 0),
  check ((rule = 'hand') = (reason is not null)),
  check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undo_reason is null))
);
create index reconciliation_matches_account on reconciliation_matches (tenant_id, account_id, id);
call isolate_tenants('reconciliation_matches');
grant select, insert, update on reconciliation_matches to ${application};

-- The lines of those files.
create table reconciliation_lines (
  id            uuid    not null,
  tenant_id     uuid    not null,
  account_id    uuid    not null,
  import_id     uuid    not null,
  number        int     not null check (number > 0),
  -- By which a line is known again in another file that covers the same day.
  digest        bytea   not null check (octet_length(digest) = 32),
  booked_on     date    not null,
  amount        bigint  not null check (amount <> 0),
  reference     text,
  counterparty  text,
  details       text,
  match_id      uuid,
  primary key (tenant_id, id),
  unique (tenant_id, account_id, digest),
  foreign key (tenant_id, import_id) references reconciliation_imports (tenant_id, id),
  foreign key (tenant_id, match_id) references reconciliation_matches (tenant_id, id)
);
create index reconciliation_lines_unmatched on reconciliation_lines (tenant_id, account_id, id)
  where match_id is null;
create index reconciliation_lines_match on reconciliation_lines (tenant_id, match_id)
  where match_id is not null;
call isolate_tenants('reconciliation_lines');
grant select, insert, update on reconciliation_lines to ${application};

-- The ledger's entries that are matched, each once.
create table reconciliation_entries (
  tenant_id        uuid   not null,
  account_id       uuid   not null,
  account_version  bigint not null,
  payment_id       uuid   not null,
  match_id         uuid   not null,
  primary key (tenant_id, account_id, account_version),
  foreign key (tenant_id, match_id) references reconciliation_matches (tenant_id, id)
);
create index reconciliation_entries_match on reconciliation_entries (tenant_id, match_id);
call isolate_tenants('reconciliation_entries');
grant select, insert, delete on reconciliation_entries to ${application};
