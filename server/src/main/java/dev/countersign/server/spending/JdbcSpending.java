package dev.countersign.server.spending;

import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The tables {@code spending} and {@code spending_holds}. */
@Component
final class JdbcSpending {
  // What is there already is locked by an update that changes nothing, and told like what is new.
  private static final String LOCK =
      """
      insert into spending as s (id, tenant_id, user_id, asset, period, begins)
      select *
      from unnest(:ids::uuid[], :tenants::uuid[], :users::uuid[], :assets::text[],
        :periods::text[], :begins::date[])
      on conflict (tenant_id, user_id, asset, period, begins) do update
      set spent = s.spent
      returning id, tenant_id, user_id, asset, period, begins, spent
      """;

  private static final String SPENT =
      """
      select spent
      from spending
      where tenant_id = :tenant and user_id = :user and asset = :asset and period = :period
        and begins = :begins
      """;

  private static final String ADD =
      """
      update spending
      set spent = spent + draw.amount
      from unnest(:ids::uuid[], :amounts::bigint[]) as draw (counter, amount)
      where id = draw.counter
      """;

  private static final String ON_HOLD =
      """
      select h.hold_id, s.id, s.tenant_id, s.user_id, s.asset, s.period, s.begins
      from spending_holds h
      join spending s on s.id = h.spending_id
      where h.hold_id = any (:holds)
      """;

  private static final String NOTE =
      """
      insert into spending_holds (tenant_id, hold_id, spending_id)
      select *
      from unnest(:tenants::uuid[], :holds::uuid[], :ids::uuid[])
      """;

  private final JdbcClient jdbc;

  JdbcSpending(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is counted: what one person spends of one asset in one period. */
  record Counter(TenantId tenant, UserId user, String asset, Period period, LocalDate begins)
      implements Comparable<Counter> {
    @Override
    public int compareTo(Counter other) {
      return text().compareTo(other.text());
    }

    private String text() {
      return tenant + " " + user + " " + asset + " " + period + " " + begins;
    }
  }

  /** How much it has come to, and by which id it is known. */
  record Count(UUID id, long spentMinor) {}

  /** A hold that is counted somewhere. */
  record OnHold(PaymentId hold, UUID id, Counter counter) {}

  /** Where holds are counted. */
  List<OnHold> onHold(Collection<PaymentId> holds) {
    return jdbc.sql(ON_HOLD)
        .param("holds", holds.stream().map(PaymentId::value).toArray(UUID[]::new))
        .query((row, number) ->
            new OnHold(
                new PaymentId(row.getObject("hold_id", UUID.class)),
                row.getObject("id", UUID.class),
                counter(row)))
        .list();
  }

  /** Notes where holds are counted. */
  void note(List<Allowance.OnHold> holds) {
    jdbc.sql(NOTE)
        .param("tenants", array("uuid", holds, made -> made.tenant().value()))
        .param("holds", array("uuid", holds, made -> made.hold().value()))
        .param("ids", array("uuid", holds, Allowance.OnHold::allowance))
        .update();
  }

  /** Locks counters, which come to be where they are not there yet; they come in one order. */
  Map<Counter, Count> lock(List<Counter> ordered, List<UUID> ids) {
    Map<Counter, Count> counts = new HashMap<>();
    jdbc.sql(LOCK)
        .param("ids", new SqlArrayValue("uuid", ids.toArray()))
        .param("tenants", array("uuid", ordered, counter -> counter.tenant().value()))
        .param("users", array("uuid", ordered, counter -> counter.user().value()))
        .param("assets", array("text", ordered, Counter::asset))
        .param("periods", array("text", ordered, counter -> counter.period().wireName()))
        .param("begins", array("text", ordered, counter -> counter.begins().toString()))
        .query(row -> {
          counts.put(
              counter(row), new Count(row.getObject("id", UUID.class), row.getLong("spent")));
        });
    return counts;
  }

  long spent(Counter counter) {
    return jdbc.sql(SPENT)
        .param("tenant", counter.tenant().value())
        .param("user", counter.user().value())
        .param("asset", counter.asset())
        .param("period", counter.period().wireName())
        .param("begins", counter.begins())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  void add(List<Allowance.Draw> draws) {
    int changed =
        jdbc.sql(ADD)
            .param("ids", array("uuid", draws, Allowance.Draw::allowance))
            .param("amounts", array("int8", draws, Allowance.Draw::amountMinor))
            .update();
    if (changed != draws.size()) {
      throw new IllegalStateException(
          "spent under " + draws.size() + " limits, counted " + changed);
    }
  }

  private static Counter counter(ResultSet row) throws SQLException {
    return new Counter(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("asset"),
        Period.find(row.getString("period")).orElseThrow(),
        row.getObject("begins", LocalDate.class));
  }

  private static <T> SqlArrayValue array(String type, List<T> rows, Function<T, Object> part) {
    return new SqlArrayValue(type, rows.stream().map(part).toArray());
  }
}
