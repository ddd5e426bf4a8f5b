create temporary table made as
select
  gen_random_uuid() as random,
  a as payer,
  :from + (a - :from + (:to - :from) / 2) % (:to - :from) as payee,
  round,
  date_trunc('milliseconds', clock_timestamp()) as at
from generate_series(0, :each - 1) as round, generate_series(:from, :to - 1) as a;

alter table made add column id uuid;

update made set id = (
  lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(random::text, '-', ''), 14))::uuid;

insert into accounts (
  id, tenant_id, kind, external_reference, asset, created_at, overdraft_limit, balance, version)
select
  ('00000000-0000-0002-8000-' || lpad(to_hex(a + 1), 12, '0'))::uuid, t.id, 'standard',
  'grown ' || a, 'USD', now(), 0, 0, 2 * :each
from generate_series(:from, :to - 1) as a
cross join (select tenant_id as id from accounts limit 1) t;

insert into payments (
  id, tenant_id, type, asset, amount, payer_account, payee_account, initiated_by, effective_at,
  recorded_at)
select
  m.id, t.id, 'payment', 'USD', 1,
  ('00000000-0000-0002-8000-' || lpad(to_hex(m.payer + 1), 12, '0'))::uuid,
  ('00000000-0000-0002-8000-' || lpad(to_hex(m.payee + 1), 12, '0'))::uuid,
  t.id, m.at, m.at
from made m
cross join (select tenant_id as id from accounts limit 1) t
order by m.id;

-- Each account is paid one unit and pays it on, round by round.
insert into entries (
  payment_id, position, tenant_id, account_id, asset, amount, account_version, balance_after,
  effective_at, recorded_at)
select
  m.id, s.position, t.id,
  ('00000000-0000-0002-8000-' || lpad(to_hex(s.account + 1), 12, '0'))::uuid,
  'USD', s.amount, 2 * m.round + 1 + (1 - s.position), case s.position when 1 then 1 else 0 end,
  m.at, m.at
from made m
cross join lateral (values (0, m.payer, -1), (1, m.payee, 1)) as s (position, account, amount)
cross join (select tenant_id as id from accounts limit 1) t
order by m.id, s.position;

insert into idempotency_keys (tenant_id, scope, key, request_hash, payment_id, recorded_at)
select
  t.id, ('00000000-0000-0002-8000-' || lpad(to_hex(m.payer + 1), 12, '0'))::uuid,
  'grown-' || m.round, sha256(uuid_send(m.id)), m.id, m.at
from made m
cross join (select tenant_id as id from accounts limit 1) t;

drop table made;

vacuum analyze;

checkpoint
