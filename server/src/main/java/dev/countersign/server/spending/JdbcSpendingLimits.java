package dev.countersign.server.spending;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.spending.SpendingLimits.Spender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code spending_limits}. */
@Component
final class JdbcSpendingLimits {
  private static final String OF =
      """
      select asset, period, amount
      from spending_limits
      where tenant_id = :tenant and user_id is not distinct from :user::uuid
      order by asset, period
      """;

  private static final String CLOSE_GATE = "select close_spending_limits_gate(:tenant)";

  private static final String CLEAR =
      """
      delete from spending_limits
      where tenant_id = :tenant and user_id is not distinct from :user::uuid
      """;

  private static final String INSERT =
      """
      insert into spending_limits (id, tenant_id, user_id, asset, period, amount, changed_at)
      values (:id, :tenant, :user, :asset, :period, :amount, :now)
      """;

  private static final String HOLDING =
      """
      select tenant_id, user_id, asset, period, amount
      from spending_limits_holding(?, ?)
      """;

  private final JdbcClient jdbc;

  JdbcSpendingLimits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A limit, and of whom; of a tenant's usual one, nobody. */
  record Held(TenantId tenant, @Nullable UserId user, Limit limit) {}

  List<Limit> of(TenantId tenant, @Nullable UserId user) {
    return jdbc.sql(OF)
        .param("tenant", tenant.value())
        .param("user", value(user))
        .query((row, number) ->
            new Limit(
                row.getString("asset"), period(row.getString("period")), row.getLong("amount")))
        .list();
  }

  /** Waits for the postings that have read limits, and keeps others from it until the commit. */
  void closeGate(TenantId tenant) {
    jdbc.sql(CLOSE_GATE).param("tenant", tenant.value()).query((row, number) -> true).single();
  }

  void clear(TenantId tenant, @Nullable UserId user) {
    jdbc.sql(CLEAR).param("tenant", tenant.value()).param("user", value(user)).update();
  }

  void insert(UUID id, TenantId tenant, @Nullable UserId user, Limit limit, Instant now) {
    jdbc.sql(INSERT)
        .param("id", id)
        .param("tenant", tenant.value())
        .param("user", value(user))
        .param("asset", limit.asset())
        .param("period", limit.period().wireName())
        .param("amount", limit.amountMinor())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Those that may hold for one of these; whoever changes some waits until this has committed. */
  static Supplier<List<Held>> holding(Collection<Spender> spenders, RoundTrip trip) {
    Set<TenantId> tenants = spenders.stream().map(Spender::tenant).collect(Collectors.toSet());
    Set<UserId> users = spenders.stream().map(Spender::user).collect(Collectors.toSet());
    return trip.list(
        HOLDING,
        bound -> bound.rows(tenants).ids(tenant -> tenant).rows(users).ids(user -> user),
        JdbcSpendingLimits::held);
  }

  private static Held held(ResultSet row) throws SQLException {
    UUID user = row.getObject("user_id", UUID.class);
    return new Held(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        user == null ? null : new UserId(user),
        new Limit(row.getString("asset"), period(row.getString("period")), row.getLong("amount")));
  }

  private static Period period(String name) {
    return Period.find(name)
        .orElseThrow(() -> new IllegalStateException("no period is called " + name));
  }

  private static @Nullable UUID value(@Nullable UserId user) {
    return user == null ? null : user.value();
  }
}
