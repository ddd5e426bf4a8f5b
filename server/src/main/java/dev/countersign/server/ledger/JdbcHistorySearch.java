package dev.countersign.server.ledger;

import dev.countersign.server.ledger.JdbcHistoryEntries.Span;
import dev.countersign.server.ledger.JdbcHistoryEntries.Step;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
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
        a.version,
        s.scale,
        case when cast(:to as timestamptz) is null then a.version
          else account_version_at(a.id, cast(:to as timestamptz) - interval '1 microsecond') end
          + 1 as below,
        case when cast(:from as timestamptz) is null then 0
          else account_version_at(a.id, cast(:from as timestamptz) - interval '1 microsecond') end
          as above
      from accounts a
      join assets s on s.tenant_id = a.tenant_id and s.code = a.asset
      where a.tenant_id = :tenant and a.id = any (:accounts)
      """;

  private final JdbcClient jdbc;
  private final JdbcHistoryEntries entries;

  JdbcHistorySearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.entries = new JdbcHistoryEntries(jdbc);
  }

  Page<PaymentId, HistoryCursor> find(HistoryQuery query) {
    List<Span> spans = spans(query);
    List<Step> steps = newest(query, spans, query.offset() + query.limit());
    Map<AccountId, Long> below = new HashMap<>();
    spans.forEach(span -> below.put(span.account(), span.below()));
    int end = Math.min(steps.size(), query.offset() + query.limit());
    List<Step> passed = steps.subList(0, end);
    passed.forEach(step -> below.put(step.account(), step.version()));
    return new Page<>(
        passed.stream().skip(query.offset()).map(Step::payment).toList(),
        steps.size() > end ? new HistoryCursor(below) : null);
  }

  // Accounts that the cursor does not name were opened since; what they hold is newer than it.
  private List<Span> spans(HistoryQuery query) {
    HistoryFilter filter = query.filter();
    HistoryCursor cursor = query.cursor();
    List<Span> spans = new ArrayList<>();
    jdbc.sql(FIND_SPANS)
        .param("tenant", query.tenant().value())
        .param("accounts", JdbcFilters.uuids(query.accounts()))
        .param("from", RowTime.optionalParameter(filter.from()))
        .param("to", RowTime.optionalParameter(filter.to()))
        .query(row -> {
          AccountId account = new AccountId(JdbcRows.requiredUuid(row, "id"));
          Span.Then then = new Span.Then(row.getLong("above"), row.getLong("below"));
          boolean recorded = filter.sense() == Sense.RECORDED;
          long end =
              recorded
                  ? Math.min(then.below(), row.getLong("version") + 1)
                  : row.getLong("version") + 1;
          Long below = cursor == null ? (Long) end : cursor.below().get(account);
          if (below != null) {
            spans.add(
                new Span(account, row.getInt("scale"), recorded ? then.above() : 0, below, then));
          }
        });
    return spans;
  }

  private List<Step> newest(HistoryQuery query, List<Span> spans, int wanted) {
    Optional<UUID[]> candidates = entries.candidates(query, spans);
    PriorityQueue<Queue<Step>> accounts =
        new PriorityQueue<>(Comparator.comparing(JdbcHistorySearch::headTime).reversed());
    spans.stream()
        .map(span -> entries.newest(query, span, candidates, wanted + 1))
        .filter(steps -> !steps.isEmpty())
        .forEach(accounts::add);
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
}
