package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes back through all of a tenant's movements by their ids, which rise with time. Only to be used
 * inside a transaction.
 */
final class JdbcTenantHistory {
  private static final String FIND =
      """
      select p.id
      from payments p
      join assets s on s.tenant_id = p.tenant_id and s.code = p.asset
      where p.tenant_id = :tenant
        and p.id < :below
        and p.id > :above
        and (
          cast(:from as timestamptz) is null
          or case when :recorded then p.recorded_at else p.effective_at end >= :from)
        and (
          cast(:to as timestamptz) is null
          or case when :recorded then p.recorded_at else p.effective_at end < :to)
        and (cardinality(:types) = 0 or p.type = any (:types))
        and (
          cast(:amount_min as numeric) is null
          or p.amount >= cast(:amount_min as numeric) * power(10::numeric, s.scale))
        and (
          cast(:amount_max as numeric) is null
          or p.amount <= cast(:amount_max as numeric) * power(10::numeric, s.scale))
        and (
          cast(:reversed as boolean) is null
          or :reversed = (
            p.amount <= coalesce((
              select sum(l.amount)
              from payment_links l
              where l.tenant_id = p.tenant_id and l.parent_id = p.id and l.kind = 'reversal'),
              0)))
        and (
          not :of_parties
          or exists (
            select 1
            from entries e
            where e.payment_id = p.id and e.account_id = any (:parties)))
        and (
          cardinality(:names) = 0
          or p.id = any (array(
            select m.payment_id
            from payment_metadata m
            join unnest(:names, :values) as w (name, value)
              on m.digest = metadata_digest(w.name, w.value)
            where m.tenant_id = :tenant
            group by m.payment_id
            having count(*) = cardinality(:names))))
      order by p.id desc
      limit :limit
      """;

  // An id is made before its movement is recorded, and not on a clock of its own alone.
  private static final Duration SLACK = Duration.ofDays(1);
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private final JdbcClient jdbc;

  JdbcTenantHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PaymentId> find(
      TenantId tenant, HistoryFilter filter, @Nullable PaymentId before, int limit) {
    boolean recorded = filter.sense() == Sense.RECORDED;
    Instant from = filter.from();
    return JdbcFilters.bind(jdbc.sql(FIND), filter)
        .param("tenant", tenant.value())
        .param("below", TypedId.valueOrLast(before))
        .param("above", recorded && from != null ? idAt(from.minus(SLACK)) : BEFORE_ALL)
        .param("recorded", recorded)
        .param("limit", limit)
        .query((row, number) -> new PaymentId(JdbcRows.requiredUuid(row, "id")))
        .list();
  }

  // The milliseconds are the first 48 bits of an id (RFC 9562 §5.7).
  private static UUID idAt(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }
}
