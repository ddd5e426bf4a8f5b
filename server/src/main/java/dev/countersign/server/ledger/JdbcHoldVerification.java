package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.JdbcLedgerVerification.TYPED_ID;

import dev.countersign.server.ledger.LedgerFinding.Fault;
import java.util.Map;

/** The verification's questions about holds, and about payments that come of others. */
final class JdbcHoldVerification {
  private static final String ACCOUNT_OF_A = TYPED_ID.formatted("acc", "a.id");
  private static final String HOLD_OF_H = TYPED_ID.formatted("pay", "h.id");
  private static final String PAYMENT_OF_P = TYPED_ID.formatted("pay", "p.id");
  private static final String PARENT_OF_U = TYPED_ID.formatted("pay", "u.parent_id");

  private static final String HELD_SUM =
      """
      select %s, coalesce(s.held, 0)::text, a.held::text
      from accounts a
      left join (
        select payer_account, tenant_id, sum(amount - captured) as held
        from holds
        where state = 'open'
        group by payer_account, tenant_id) as s
        on s.payer_account = a.id and s.tenant_id = a.tenant_id
      where a.held <> coalesce(s.held, 0)
      order by a.id
      """
          .formatted(ACCOUNT_OF_A);

  private static final String HOLD_PARTS =
      """
      select
        %s,
        h.amount || ' captured ' || h.captured,
        s.amount || ' captured ' || s.captured
      from holds h
      cross join lateral (
        select sum(part.amount) as amount, sum(part.captured) as captured
        from unnest(h.payee_amounts, h.payee_captured) as part (amount, captured)) as s
      where h.amount <> s.amount or h.captured <> s.captured
      order by h.id
      """
          .formatted(HOLD_OF_H);

  private static final String HOLD_CAPTURES =
      """
      select %s, coalesce(s.captured, 0)::text, h.captured::text
      from holds h
      left join (
        select l.tenant_id, l.parent_id, sum(p.amount) as captured
        from payment_links l
        join payments p on p.tenant_id = l.tenant_id and p.id = l.payment_id
        where l.kind = 'capture'
        group by l.tenant_id, l.parent_id) as s
        on s.tenant_id = h.tenant_id and s.parent_id = h.id
      where h.captured <> coalesce(s.captured, 0)
      order by h.id
      """
          .formatted(HOLD_OF_H);

  private static final String REVERSAL_EXCEEDS =
      """
      select %s, 'at most ' || coalesce(o.done, 0), u.undone::text
      from (
        select l.parent_id, e.account_id, sum(e.amount) as undone
        from payment_links l
        join entries e on e.payment_id = l.payment_id
        where l.kind = 'reversal'
        group by l.parent_id, e.account_id) as u
      left join (
        select payment_id, account_id, sum(amount) as done
        from entries
        group by payment_id, account_id) as o
        on o.payment_id = u.parent_id and o.account_id = u.account_id
      where o.done is null or sign(u.undone) = sign(o.done) or abs(u.undone) > abs(o.done)
      order by u.parent_id
      """
          .formatted(PARENT_OF_U);

  private static final String LINK =
      """
      select %s, p.type || ' of ' || p.amount, coalesce(l.kind || ' of ' || l.amount, 'no parent')
      from payments p
      full join payment_links l on l.tenant_id = p.tenant_id and l.payment_id = p.id
      where (p.type in ('capture', 'reversal') or l.payment_id is not null)
        and (
          p.id is null or l.payment_id is null or l.kind <> p.type or l.amount <> p.amount
          or not exists (
            select from payments o where o.tenant_id = l.tenant_id and o.id = l.parent_id
            union all
            select from holds o where o.tenant_id = l.tenant_id and o.id = l.parent_id))
      order by p.id
      """
          .formatted(TYPED_ID.formatted("pay", "coalesce(p.id, l.payment_id)"));

  private static final String CONVERSION =
      """
      select %s, coalesce(s.moved::text, 'nothing'), coalesce(c.counter_amount::text, 'no rate')
      from payments p
      left join conversions c on c.tenant_id = p.tenant_id and c.payment_id = p.id
      left join (
        select payment_id, asset, sum(amount) filter (where amount > 0) as moved
        from entries
        group by payment_id, asset) as s
        on s.payment_id = p.id and s.asset = c.counter_asset
      where (p.type = 'conversion') <> (c.payment_id is not null)
        or c.counter_amount is distinct from s.moved
      order by p.id
      """
          .formatted(PAYMENT_OF_P);

  private static final String HOLD_EVENTS =
      """
      with named as materialized (
        select %s as id, h.id as uuid, h.tenant_id, h.state
        from holds h),
      expected as (
        select id, uuid, tenant_id, 'payment.held' as type
        from named
        union all
        select id, uuid, tenant_id, 'payment.' || state
        from named
        where state in ('voided', 'expired'))
      select x.id, '1 ' || x.type, count(v.id)::text
      from expected x
      left join audit_events v
        on v.target_id = x.id and v.tenant_id = x.tenant_id and v.type = x.type
      group by x.id, x.uuid, x.type
      having count(v.id) <> 1
      order by x.uuid
      """
          .formatted(HOLD_OF_H);

  private static final String VANISHED_HOLD =
      """
      with named as materialized (
        select %s as id, h.tenant_id
        from holds h)
      select v.target_id, 'a hold', 'none'
      from audit_events v
      left join named on named.id = v.target_id and named.tenant_id = v.tenant_id
      where v.type in ('payment.held', 'payment.voided', 'payment.expired') and named.id is null
      order by v.target_id
      """
          .formatted(HOLD_OF_H);

  private static final String HOLD_KEYS =
      """
      select
        %s,
        case when h.state in ('voided', 'expired') then '1 and 1' else '1 and 0' end,
        s.made || ' and ' || s.released
      from holds h
      left join (
        select
          tenant_id, payment_id, count(*) filter (where hold_step = 'held') as made,
          count(*) filter (where hold_step = 'released') as released
        from idempotency_keys
        where hold_step is not null
        group by tenant_id, payment_id) as s
        on s.tenant_id = h.tenant_id and s.payment_id = h.id
      where s.made is distinct from 1
        or s.released <> case when h.state in ('voided', 'expired') then 1 else 0 end
      order by h.id
      """
          .formatted(HOLD_OF_H);

  static final Map<Fault, String> QUESTIONS =
      Map.of(
          Fault.HELD_SUM, HELD_SUM,
          Fault.HOLD_PARTS, HOLD_PARTS,
          Fault.HOLD_CAPTURES, HOLD_CAPTURES,
          Fault.REVERSAL_EXCEEDS, REVERSAL_EXCEEDS,
          Fault.LINK, LINK,
          Fault.CONVERSION, CONVERSION,
          Fault.HOLD_EVENTS, HOLD_EVENTS,
          Fault.VANISHED_HOLD, VANISHED_HOLD,
          Fault.HOLD_KEYS, HOLD_KEYS);

  private JdbcHoldVerification() {}
}
