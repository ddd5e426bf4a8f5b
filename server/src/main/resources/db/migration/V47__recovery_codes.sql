-- One set of codes, which is a factor; each works once.
create table recovery_codes (
  factor_id  uuid        not null,
  tenant_id  uuid        not null,
  -- A keyed hash, as for every code that is short enough to be tried out.
  code_hash  bytea       not null,
  used_at    timestamptz,
  primary key (factor_id, code_hash),
  foreign key (tenant_id, factor_id) references factors (tenant_id, id) on delete cascade
);
call isolate_tenants('recovery_codes');
grant select, insert, update, delete on recovery_codes to ${application};
