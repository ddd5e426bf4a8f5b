-- At which rate a payment turned one asset into another. Append-only, as payments are.
create table conversions (
  tenant_id       uuid    not null,
  payment_id      uuid    not null,
  counter_asset   text    not null,
  -- What the amount of the payment came to, in minor units of the counter asset.
  counter_amount  bigint  not null check (counter_amount > 0),
  -- Units of the counter asset for one unit of the payment's.
  rate            numeric not null check (rate > 0),
  rate_source     text    not null check (rate_source <> ''),
  rounding        text    not null check (rounding in ('down', 'up', 'half_up', 'half_even')),
  primary key (tenant_id, payment_id)
);
call isolate_tenants('conversions');
call open_across_tenants('conversions', 'select');
grant select, insert on conversions to ${application};
