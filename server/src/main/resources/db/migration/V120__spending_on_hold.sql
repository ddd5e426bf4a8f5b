-- Where a hold is counted: what it lets go of is given back there, and nowhere else.
create table spending_holds (
  hold_id      uuid        not null,
  spending_id  uuid        not null references spending (id),
  tenant_id    uuid        not null,
  primary key (hold_id, spending_id),
  foreign key (tenant_id, hold_id) references holds (tenant_id, id)
);
call isolate_tenants('spending_holds');
grant select, insert on spending_holds to ${application};
