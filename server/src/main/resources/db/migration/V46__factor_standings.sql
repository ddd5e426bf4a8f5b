-- What counts against, and in favour of, somebody's second factors, whichever they use. The row is
-- locked while a code is judged, so that codes of one person are judged one after the other.
create table factor_standings (
  user_id         uuid          not null primary key,
  tenant_id       uuid          not null,
  -- Since when a factor has been demanded of them; the time of grace begins there.
  required_since  timestamptz,
  -- Wrong codes of the last day. A right one removes none.
  failures        timestamptz[] not null default '{}',
  -- Codes sent in the last hour.
  sendings        timestamptz[] not null default '{}',
  foreign key (tenant_id, user_id) references users (tenant_id, id)
);
call isolate_tenants('factor_standings');
grant select, insert, update on factor_standings to ${application};

-- The last factor that was proved in a session.
create table factor_proofs (
  session_id   uuid        not null primary key,
  tenant_id    uuid        not null,
  type         text        not null,
  proved_at    timestamptz not null,
  foreign key (tenant_id, session_id) references sessions (tenant_id, id)
);
call isolate_tenants('factor_proofs');
call open_across_tenants('factor_proofs', 'select, delete');
grant select, insert, update on factor_proofs to ${application};
