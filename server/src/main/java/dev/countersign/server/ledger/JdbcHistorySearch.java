package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes back through several accounts' entries at once: each account's in the order of their
 * versions, the accounts merged by time. Versions never change, so that pages neither overlap nor
 * leave anything out while payments go on. Only to be used inside a transaction.
 */
final class JdbcHistorySearch {
  private static final String FIND_SPANS =
      """
      select
        a.id,
        least(
          a.version,
          case when cast(:to as timestamptz) is null then a.version
            else account_version_at(a.id, cast(:to as timestamptz) - interval '1 microsecond') end)
          + 1 as below,
        case when cast(:from as timestamptz) is null then 0
          else account_version_at(a.id, cast(:from as timestamptz) - interval '1 microsecond') end
          as above
      from accounts a
      where a.tenant_id = :tenant and a.id = any (:accounts)
      """;

  // A movement on several of the accounts is listed where it is on the first of them.
  private static final String FIND_NEWEST_OF_EACH =
      """
      select e.account_id, e.payment_id, e.account_version, e.recorded_at
      from unnest(:ids, :below, :above) as w (account_id, below, above)
      join accounts a on a.id = w.account_id
      join assets s on s.tenant_id = a.tenant_id and s.code = a.asset
      cross join lateral (
        select n.account_id, n.payment_id, n.account_version, n.recorded_at
        from entries n
        join payments p on p.tenant_id = n.tenant_id and p.id = n.payment_id
        where n.account_id = w.account_id
          and n.account_version < w.below
          and n.account_version > w.above
          and (cast(:effective_from as timestamptz) is null or n.effective_at >= :effective_from)
          and (cast(:effective_to as timestamptz) is null or n.effective_at < :effective_to)
          and (cardinality(:types) = 0 or p.type = any (:types))
          and (
            cast(:amount_min as numeric) is null
            or abs(n.amount) >= cast(:amount_min as numeric) * power(10::numeric, s.scale))
          and (
            cast(:amount_max as numeric) is null
            or abs(n.amount) <= cast(:amount_max as numeric) * power(10::numeric, s.scale))
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
              from entries o
              where o.payment_id = n.payment_id and o.account_id = any (:parties)))
          and (
            cardinality(:names) = 0
            or n.payment_id = any (array(
              select m.payment_id
              from payment_metadata m
              join unnest(:names, :values) as w (name, value)
                on m.digest = metadata_digest(w.name, w.value)
              where m.tenant_id = :tenant
              group by m.payment_id
              having count(*) = cardinality(:names))))
          and not exists (
            select 1
            from entries o
            where o.payment_id = n.payment_id
              and o.account_id = any (:ids)
              and o.account_id < n.account_id)
        order by n.account_version desc
        limit :limit) as e
      order by e.account_version desc
      """;

  private final JdbcClient jdbc;

  JdbcHistorySearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page<PaymentId, HistoryCursor> find(HistoryQuery query) {
    Map<AccountId, Span> spans = spans(query);
    List<Step> steps = newest(query, spans, query.offset() + query.limit());
    Map<AccountId, Long> below = new HashMap<>();
    spans.forEach((account, span) -> below.put(account, span.below()));
    int end = Math.min(steps.size(), query.offset() + query.limit());
    List<Step> passed = steps.subList(0, end);
    passed.forEach(step -> below.put(step.account(), step.version()));
    return new Page<>(
        passed.stream().skip(query.offset()).map(Step::payment).toList(),
        steps.size() > end ? new HistoryCursor(below) : null);
  }

  /** Between which versions of an account to look, both exclusive. */
  private record Span(long above, long below) {}

  // Accounts that the cursor does not name were opened since; what they hold is newer than it.
  private Map<AccountId, Span> spans(HistoryQuery query) {
    HistoryFilter filter = query.filter();
    HistoryCursor cursor = query.cursor();
    Map<AccountId, Span> spans = new LinkedHashMap<>();
    jdbc.sql(FIND_SPANS)
        .param("tenant", query.tenant().value())
        .param("accounts", JdbcFilters.uuids(query.accounts()))
        .param("from", timeIn(filter, Sense.RECORDED, filter.from()))
        .param("to", timeIn(filter, Sense.RECORDED, filter.to()))
        .query(row -> {
          AccountId account = new AccountId(JdbcRows.requiredUuid(row, "id"));
          Long below = cursor == null ? (Long) row.getLong("below") : cursor.below().get(account);
          if (below != null) {
            spans.put(account, new Span(row.getLong("above"), below));
          }
        });
    return spans;
  }

  /** One entry on the way back through several accounts. */
  private record Step(AccountId account, PaymentId payment, long version, Instant recordedAt) {}

  private List<Step> newest(HistoryQuery query, Map<AccountId, Span> spans, int wanted) {
    PriorityQueue<Queue<Step>> accounts =
        new PriorityQueue<>(Comparator.comparing(JdbcHistorySearch::headTime).reversed());
    accounts.addAll(newestOfEach(query, spans, wanted + 1));
    List<Step> merged = new ArrayList<>();
    while (!accounts.isEmpty() && merged.size() <= wanted) {
      Queue<Step> latest = accounts.remove();
      merged.add(latest.remove());
      if (!latest.isEmpty()) {
        accounts.add(latest);
      }
    }
    return merged;
  }

  private static Instant headTime(Queue<Step> steps) {
    return steps.element().recordedAt();
  }

  private List<Queue<Step>> newestOfEach(
      HistoryQuery query, Map<AccountId, Span> spans, int limit) {
    HistoryFilter filter = query.filter();
    List<AccountId> accounts = List.copyOf(spans.keySet());
    Map<AccountId, Queue<Step>> found = new LinkedHashMap<>();
    JdbcFilters.bind(jdbc.sql(FIND_NEWEST_OF_EACH), filter)
        .param("tenant", query.tenant().value())
        .param("ids", JdbcFilters.uuids(accounts))
        .param("below", spans.values().stream().map(Span::below).toArray(Long[]::new))
        .param("above", spans.values().stream().map(Span::above).toArray(Long[]::new))
        .param("effective_from", timeIn(filter, Sense.EFFECTIVE, filter.from()))
        .param("effective_to", timeIn(filter, Sense.EFFECTIVE, filter.to()))
        .param("limit", limit)
        .query(row -> {
          Step step = step(row);
          found.computeIfAbsent(step.account(), id -> new ArrayDeque<>()).add(step);
        });
    return List.copyOf(found.values());
  }

  private static @Nullable OffsetDateTime timeIn(
      HistoryFilter filter, Sense sense, @Nullable Instant time) {
    return filter.sense() == sense ? JdbcFilters.time(time) : null;
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        new AccountId(JdbcRows.requiredUuid(row, "account_id")),
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        row.getLong("account_version"),
        JdbcRows.time(row, "recorded_at"));
  }
}
