package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table {@code factor_standings}. Works in the caller's transaction. */
@Component
final class JdbcFactorStandings {
  private static final String ADD =
      """
      insert into factor_standings (user_id, tenant_id)
      values (:user, :tenant)
      on conflict (user_id) do nothing
      """;

  private static final String LOCK =
      """
      select required_since, failures, sendings
      from factor_standings
      where user_id = :user
      for update
      """;

  private static final String FIND_REQUIRED_SINCE =
      "select required_since from factor_standings where user_id = :user";

  private static final String REQUIRE =
      """
      insert into factor_standings (user_id, tenant_id, required_since)
      values (:user, :tenant, :now)
      on conflict (user_id) do update
      set required_since = coalesce(factor_standings.required_since, excluded.required_since)
      returning required_since
      """;

  private static final String UPDATE =
      """
      update factor_standings
      set failures = :failures, sendings = :sendings
      where user_id = :user
      """;

  private final JdbcClient jdbc;

  JdbcFactorStandings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks somebody's row, which is there from then on. */
  FactorStanding lock(TenantId tenant, UserId user) {
    jdbc.sql(ADD).param("user", user.value()).param("tenant", tenant.value()).update();
    return jdbc.sql(LOCK)
        .param("user", user.value())
        .query((row, number) ->
            new FactorStanding(
                RowTime.readOptional(row, "required_since"),
                instants(row.getArray("failures")),
                instants(row.getArray("sendings"))))
        .single();
  }

  void update(UserId user, FactorStanding standing) {
    jdbc.sql(UPDATE)
        .param("user", user.value())
        .param("failures", array(standing.failures()))
        .param("sendings", array(standing.sendings()))
        .update();
  }

  Optional<Instant> requiredSince(UserId user) {
    return jdbc.sql(FIND_REQUIRED_SINCE)
        .param("user", user.value())
        .query((row, number) -> Optional.ofNullable(RowTime.readOptional(row, "required_since")))
        .optional()
        .flatMap(found -> found);
  }

  /** Since when a factor is demanded: from now on, unless it was before. */
  Instant require(TenantId tenant, UserId user, Instant now) {
    return jdbc.sql(REQUIRE)
        .param("user", user.value())
        .param("tenant", tenant.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static List<Instant> instants(Array array) throws SQLException {
    return Arrays.stream((java.sql.Timestamp[]) array.getArray())
        .map(java.sql.Timestamp::toInstant)
        .toList();
  }

  private static SqlArrayValue array(List<Instant> times) {
    return new SqlArrayValue(
        "timestamptz",
        times.stream().map(time -> time.atOffset(ZoneOffset.UTC).toString()).toArray());
  }
}
