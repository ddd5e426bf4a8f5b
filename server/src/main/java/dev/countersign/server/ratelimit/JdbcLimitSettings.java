package dev.countersign.server.ratelimit;

import dev.countersign.api.LimitSettings;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code limit_settings}. */
final class JdbcLimitSettings {
  private static final String FIND =
      """
      select settings::text
      from limit_settings
      where tenant_id = :tenant
      """;

  private static final String PUT =
      """
      insert into limit_settings (tenant_id, settings, changed_at)
      values (:tenant, :settings::jsonb, :now)
      on conflict (tenant_id) do update
      set settings = excluded.settings, changed_at = excluded.changed_at
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcLimitSettings(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<LimitSettings> find(TenantId tenant) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, LimitSettings.class));
  }

  void put(TenantId tenant, LimitSettings settings, Instant now) {
    jdbc.sql(PUT)
        .param("tenant", tenant.value())
        .param("settings", json.writeValueAsString(settings))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
