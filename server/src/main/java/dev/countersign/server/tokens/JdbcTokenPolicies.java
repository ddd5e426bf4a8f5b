package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code token_policies}. */
final class JdbcTokenPolicies {
  private static final String FIND =
      """
      select algorithm, access_life, refresh_life, refresh_idle, refresh_grace
      from token_policies
      where tenant_id = :tenant
      """;

  private static final String PUT =
      """
      insert into token_policies
        (tenant_id, algorithm, access_life, refresh_life, refresh_idle, refresh_grace, updated_at)
      values (:tenant, :algorithm, :access, :refresh, :idle, :grace, :now)
      on conflict (tenant_id) do update
      set algorithm = excluded.algorithm,
        access_life = excluded.access_life,
        refresh_life = excluded.refresh_life,
        refresh_idle = excluded.refresh_idle,
        refresh_grace = excluded.refresh_grace,
        updated_at = excluded.updated_at
      """;

  private final JdbcClient jdbc;

  JdbcTokenPolicies(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<TokenPolicy> find(TenantId tenant) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .query((row, number) ->
            new TokenPolicy(
                TokenAlgorithm.ofWireName(row.getString("algorithm")),
                seconds(row, "access_life"),
                seconds(row, "refresh_life"),
                seconds(row, "refresh_idle"),
                seconds(row, "refresh_grace")))
        .optional();
  }

  void put(TenantId tenant, TokenPolicy policy, Instant now) {
    jdbc.sql(PUT)
        .param("tenant", tenant.value())
        .param("algorithm", policy.algorithm().wireName())
        .param("access", policy.accessLife().toSeconds())
        .param("refresh", policy.refreshLife().toSeconds())
        .param("idle", policy.refreshIdle().toSeconds())
        .param("grace", policy.refreshGrace().toSeconds())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Duration seconds(ResultSet row, String column) throws SQLException {
    return Duration.ofSeconds(row.getInt(column));
  }
}
