package dev.countersign.server.factors;

import dev.countersign.api.FactorPolicySettings;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code factor_policies}. Works in the caller's transaction. */
final class JdbcFactorPolicies {
  private static final String FIND =
      """
      select settings::text
      from factor_policies
      where tenant_id = :tenant
      """;

  private static final String PUT =
      """
      insert into factor_policies (tenant_id, settings, changed_at)
      values (:tenant, :settings::jsonb, :now)
      on conflict (tenant_id) do update
      set settings = excluded.settings, changed_at = excluded.changed_at
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcFactorPolicies(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<FactorPolicySettings> find(TenantId tenant) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, FactorPolicySettings.class));
  }

  void put(TenantId tenant, FactorPolicySettings settings, Instant now) {
    jdbc.sql(PUT)
        .param("tenant", tenant.value())
        .param("settings", json.writeValueAsString(settings))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
