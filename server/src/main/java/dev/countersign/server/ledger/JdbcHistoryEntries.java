package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.store.RowTime;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the newest entries of an account that a filter lets through. It goes back through windows
 * of versions, each twice as wide as the one before, until a page is full, so that no plan of the
 * database can read more than that; or, where a filter can mean few payments only, it looks at
 * those. Nowhere does it depend on how many entries the account has, but where what is asked for is
 * rare and no index tells of it: an amount, and a type or a party that is rare on this account
 * alone. Only to be used inside a transaction.
 */
final class JdbcHistoryEntries {
  private static final long WINDOW_MAX = 50_000;

  // What is asked of an entry stands in sub-queries that are not turned into joins (offset 0): they
  // look at that entry's payment, and at no other.
  private static final String FIND =
      """
      select n.account_id, n.payment_id, n.account_version, n.recorded_at
      from
      """;

  private static final String BETWEEN =
      """
       as n
      where n.account_id = :account
        and n.account_version < :below
        and n.account_version > :above
      """;

  private static final String NEWEST =
      """

      order by n.account_version desc
      limit :limit
      """;

  private static final String ALL = "entries";

  private static final String OF_FEW =
      """
      (
        select o.*
        from unnest(:candidates) as candidate (payment_id)
        cross join lateral (
          select f.*
          from entries f
          where f.payment_id = candidate.payment_id and f.account_id = :account
          offset 0) as o)\
      """;

  // Few of them, and an index has just these.
  private static final String RECORDED_AT_ANOTHER_TIME =
      """
      and n.effective_at <> n.recorded_at
      and (n.account_version >= :then_below or n.account_version <= :then_above)
      """;

  private static final String EFFECTIVE_FROM = "and n.effective_at >= :from ";
  private static final String EFFECTIVE_TO = "and n.effective_at < :to ";
  private static final String AMOUNT_MIN = "and abs(n.amount) >= :minor_min ";
  private static final String AMOUNT_MAX = "and abs(n.amount) <= :minor_max ";

  private static final String OF_TYPES =
      """
      and exists (
        select 1
        from payments p
        where p.tenant_id = :tenant and p.id = n.payment_id and p.type = any (:types)
        offset 0)
      """;

  private static final String REVERSED =
      """
      and :reversed = (
        select coalesce(sum(l.amount), 0) >= (
          select p.amount from payments p where p.tenant_id = :tenant and p.id = n.payment_id)
        from payment_links l
        where l.tenant_id = :tenant and l.parent_id = n.payment_id and l.kind = 'reversal')
      """;

  // A movement on several of the accounts is listed where it is on the first of them.
  private static final String ON_NONE_BEFORE =
      """
      and not exists (
        select 1
        from entries o
        where o.payment_id = n.payment_id
          and o.account_id = any (:ids)
          and o.account_id < n.account_id
        offset 0)
      """;

  private final JdbcClient jdbc;
  private final JdbcRareFilters rare;

  JdbcHistoryEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.rare = new JdbcRareFilters(jdbc);
  }

  /**
   * Between which versions of an account to look; all exclusive.
   *
   * @param scale of the account's asset
   * @param then the versions that were recorded in the time that is asked for
   */
  record Span(AccountId account, int scale, long above, long below, Then then) {
    /** Versions that follow one another. */
    record Then(long above, long below) {}

    long length() {
      return below - above - 1;
    }
  }

  /** An entry that the filter lets through. */
  record Step(AccountId account, PaymentId payment, long version, Instant recordedAt) {}

  /** All payments that one of the filters can mean, where that is few. */
  Optional<UUID[]> candidates(HistoryQuery query, Collection<Span> spans) {
    return spans.stream().mapToLong(Span::length).sum() <= JdbcRareFilters.FEW
        ? Optional.empty()
        : rare.find(query.tenant(), query.filter());
  }

  /** At most so many of an account, the newest first. */
  Queue<Step> newest(HistoryQuery query, Span span, Optional<UUID[]> candidates, int limit) {
    JdbcSearch search = new JdbcSearch(query, span, candidates, limit);
    if (candidates.isPresent()) {
      return search.find(OF_FEW, "", span.above(), span.below(), limit);
    }
    Queue<Step> back = search.back();
    if (!isByEffectiveTime(query.filter())) {
      return back;
    }
    Queue<Step> backdated =
        search.find(ALL, RECORDED_AT_ANOTHER_TIME, span.above(), span.below(), limit);
    return Stream.concat(back.stream(), backdated.stream())
        .sorted(Comparator.comparingLong(Step::version).reversed())
        .limit(limit)
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** The search through one account. */
  private final class JdbcSearch {
    private final HistoryQuery query;
    private final Span span;
    private final Optional<UUID[]> candidates;
    private final int limit;

    JdbcSearch(HistoryQuery query, Span span, Optional<UUID[]> candidates, int limit) {
      this.query = query;
      this.span = span;
      this.candidates = candidates;
      this.limit = limit;
    }

    Queue<Step> back() {
      long last = Math.max(span.above(), span.then().above());
      long below = Math.min(span.below(), span.then().below());
      long width = 2L * limit;
      Queue<Step> found = new ArrayDeque<>();
      while (found.size() < limit && below - 1 > last) {
        long above = Math.max(last, below - 1 - width);
        found.addAll(find(ALL, "", above, below, limit - found.size()));
        below = above + 1;
        width = Math.min(2 * width, WINDOW_MAX);
      }
      return found;
    }

    Queue<Step> find(String source, String condition, long above, long below, int most) {
      HistoryFilter filter = query.filter();
      return new ArrayDeque<>(
          asking(query, FIND + source + BETWEEN + condition + conditions(query) + NEWEST)
              .param("account", span.account().value())
              .param("above", above)
              .param("below", below)
              .param("then_above", span.then().above())
              .param("then_below", span.then().below())
              .param("candidates", candidates.orElseGet(() -> new UUID[0]))
              .param("minor_min", minor(filter.amountMin()))
              .param("minor_max", minor(filter.amountMax()))
              .param("limit", most)
              .query((row, number) -> step(row))
              .list());
    }

    private @Nullable BigDecimal minor(@Nullable BigDecimal amount) {
      return amount == null ? null : amount.movePointRight(span.scale());
    }
  }

  private static boolean isByEffectiveTime(HistoryFilter filter) {
    return filter.sense() == Sense.EFFECTIVE && (filter.from() != null || filter.to() != null);
  }

  private static String conditions(HistoryQuery query) {
    HistoryFilter filter = query.filter();
    boolean effective = filter.sense() == Sense.EFFECTIVE;
    return Stream.of(
            effective && filter.from() != null ? EFFECTIVE_FROM : "",
            effective && filter.to() != null ? EFFECTIVE_TO : "",
            filter.amountMin() != null ? AMOUNT_MIN : "",
            filter.amountMax() != null ? AMOUNT_MAX : "",
            filter.types().isEmpty() ? "" : OF_TYPES,
            filter.reversed() != null ? REVERSED : "",
            filter.parties() != null ? JdbcFilters.OF_PARTIES : "",
            filter.metadata().isEmpty() ? "" : JdbcFilters.WITH_NOTES,
            query.accounts().size() > 1 ? ON_NONE_BEFORE : "")
        .collect(Collectors.joining());
  }

  private JdbcClient.StatementSpec asking(HistoryQuery query, String sql) {
    return JdbcFilters.bind(jdbc.sql(sql), query.filter())
        .param("tenant", query.tenant().value())
        .param("ids", JdbcFilters.uuids(query.accounts()));
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        new AccountId(JdbcRows.requiredUuid(row, "account_id")),
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        row.getLong("account_version"),
        RowTime.read(row, "recorded_at"));
  }
}
