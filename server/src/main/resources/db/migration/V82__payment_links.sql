-- Which payment came of which: captures of the hold, reversals of the payment that they undo.
-- Append-only, and without foreign keys, as payments are.
create table payment_links (
  tenant_id   uuid   not null,
  payment_id  uuid   not null,
  parent_id   uuid   not null,
  kind        text   not null check (kind in ('capture', 'reversal')),
  -- The payment's amount, in the asset that its parent is of.
  amount      bigint not null check (amount > 0),
  primary key (tenant_id, payment_id)
);
create index payment_links_parent on payment_links (tenant_id, parent_id);
call isolate_tenants('payment_links');
call open_across_tenants('payment_links', 'select');
grant select, insert on payment_links to ${application};
