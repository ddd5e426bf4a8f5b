package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goes back through all of a tenant's movements by their ids, which rise with time. It looks
 * through windows, each twice as wide as the one before, so that no plan of the database can read
 * more than that; or, where a filter can mean few payments only, at those. After so many that were
 * looked through it answers with what it has found, and where to go on. Only to be used inside a
 * transaction.
 */
final class JdbcTenantHistory {
  private static final String COLUMNS =
      "p.id as payment_id, p.type, p.asset, p.amount, p.effective_at, p.recorded_at";

  private static final String BACK =
      """
      with looked as materialized (
        select %s
        from payments p
        where p.tenant_id = :tenant and p.id < :below and p.id < :end and p.id > :above
        order by p.id desc
        limit :window)
      """
          .formatted(COLUMNS);

  private static final String AMONG =
      """
      with looked as materialized (
        select p.*
        from unnest(:candidates) as candidate (id)
        cross join lateral (
          select %s
          from payments p
          where p.tenant_id = :tenant
            and p.id = candidate.id
            and p.id < :below
            and p.id < :end
            and p.id > :above
            and :window > 0
          offset 0) as p)
      """
          .formatted(COLUMNS);

  private static final String FOUND =
      """
      select
        (select count(*) from looked) as looked,
        (select payment_id from looked order by payment_id limit 1) as id
      union all
      (
        select null, n.payment_id
        from looked n
        join assets s on s.tenant_id = :tenant and s.code = n.asset
        where true
      """;

  private static final String NEWEST =
      """

        order by n.payment_id desc
        limit :limit)
      order by looked, id desc
      """;

  private static final String RECORDED_FROM = "and n.recorded_at >= :from ";
  private static final String RECORDED_TO = "and n.recorded_at < :to ";
  private static final String EFFECTIVE_FROM = "and n.effective_at >= :from ";
  private static final String EFFECTIVE_TO = "and n.effective_at < :to ";
  private static final String OF_TYPES = "and n.type = any (:types) ";

  private static final String AMOUNT_MIN =
      "and n.amount >= cast(:amount_min as numeric) * power(10::numeric, s.scale) ";

  private static final String AMOUNT_MAX =
      "and n.amount <= cast(:amount_max as numeric) * power(10::numeric, s.scale) ";

  private static final String REVERSED =
      """
      and :reversed = (
        select n.amount <= coalesce(sum(l.amount), 0)
        from payment_links l
        where l.tenant_id = :tenant and l.parent_id = n.payment_id and l.kind = 'reversal')
      """;

  // An id is made as its movement is recorded, and may be ahead of that where a clock is set back.
  private static final Duration SLACK = Duration.ofMinutes(10);
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final int WINDOW_MAX = 50_000;
  private static final int LOOK_MAX = 200_000;

  private final JdbcClient jdbc;
  private final JdbcRareFilters rare;
  private final int lookMax;

  JdbcTenantHistory(JdbcClient jdbc) {
    this(jdbc, LOOK_MAX);
  }

  /** One that looks through so many at once, or a few more. */
  JdbcTenantHistory(JdbcClient jdbc, int lookMax) {
    this.jdbc = jdbc;
    this.rare = new JdbcRareFilters(jdbc);
    this.lookMax = lookMax;
  }

  /** A page of those before one; it may have fewer than there is room for, and still a next. */
  Page<PaymentId, PaymentId> find(
      TenantId tenant, HistoryFilter filter, @Nullable PaymentId before, int limit) {
    JdbcSearch search = new JdbcSearch(tenant, filter);
    UUID start = TypedId.valueOrLast(before);
    return rare.find(tenant, filter)
        .map(few -> search.among(few, start, limit))
        .orElseGet(() -> search.back(start, limit));
  }

  /**
   * What became of one look.
   *
   * @param looked how many were looked through
   * @param last the last of these; absent where there was none
   */
  private record Look(long looked, @Nullable UUID last, List<PaymentId> found) {}

  private record Row(@Nullable Long looked, @Nullable UUID id) {}

  /** One search. */
  private final class JdbcSearch {
    private final TenantId tenant;
    private final HistoryFilter filter;
    private final UUID above;
    private final UUID end;

    JdbcSearch(TenantId tenant, HistoryFilter filter) {
      this.tenant = tenant;
      this.filter = filter;
      boolean recorded = filter.sense() == Sense.RECORDED;
      Instant from = filter.from();
      Instant to = filter.to();
      this.above = recorded && from != null ? idAt(from.minus(SLACK)) : BEFORE_ALL;
      this.end = recorded && to != null ? idAt(to.plus(SLACK)) : TypedId.valueOrLast(null);
    }

    Page<PaymentId, PaymentId> among(UUID[] candidates, UUID below, int limit) {
      Look look = look(AMONG, candidates, below, 1, limit + 1);
      return Page.of(look.found(), limit, Function.identity());
    }

    Page<PaymentId, PaymentId> back(UUID start, int limit) {
      List<PaymentId> found = new ArrayList<>();
      UUID below = start;
      int window = 2 * limit;
      long looked = 0;
      while (true) {
        Look look = look(BACK, new UUID[0], below, window, limit + 1 - found.size());
        found.addAll(look.found());
        UUID last = look.last();
        if (found.size() > limit || look.looked() < window || last == null) {
          return Page.of(found, limit, Function.identity());
        }
        looked += look.looked();
        if (looked >= lookMax) {
          return new Page<>(found, new PaymentId(last));
        }
        below = last;
        window = Math.min(2 * window, WINDOW_MAX);
      }
    }

    private Look look(String source, UUID[] candidates, UUID below, int window, int most) {
      List<Row> rows =
          JdbcFilters.bind(jdbc.sql(source + FOUND + conditions(filter) + NEWEST), filter)
              .param("tenant", tenant.value())
              .param("below", below)
              .param("end", end)
              .param("above", above)
              .param("candidates", candidates)
              .param("window", window)
              .param("limit", most)
              .query((row, number) ->
                  new Row(row.getObject("looked", Long.class), row.getObject("id", UUID.class)))
              .list();
      Row summary = rows.getFirst();
      return new Look(
          Objects.requireNonNull(summary.looked()),
          summary.id(),
          rows.stream()
              .skip(1)
              .map(row -> new PaymentId(Objects.requireNonNull(row.id())))
              .toList());
    }
  }

  private static String conditions(HistoryFilter filter) {
    boolean recorded = filter.sense() == Sense.RECORDED;
    return Stream.of(
            filter.from() == null ? "" : recorded ? RECORDED_FROM : EFFECTIVE_FROM,
            filter.to() == null ? "" : recorded ? RECORDED_TO : EFFECTIVE_TO,
            filter.types().isEmpty() ? "" : OF_TYPES,
            filter.amountMin() == null ? "" : AMOUNT_MIN,
            filter.amountMax() == null ? "" : AMOUNT_MAX,
            filter.reversed() == null ? "" : REVERSED,
            filter.parties() == null ? "" : JdbcFilters.OF_PARTIES,
            filter.metadata().isEmpty() ? "" : JdbcFilters.WITH_NOTES)
        .collect(Collectors.joining());
  }

  // The milliseconds are the first 48 bits of an id (RFC 9562 §5.7).
  private static UUID idAt(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }
}
