package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of one JSON document for each tenant: {@code tenant_id}, {@code settings}, {@code
 * changed_at}. Works in the caller's transaction.
 */
final class JdbcTenantDocuments {
  private static final Pattern TABLE = Pattern.compile("[a-z_]+");

  private static final String FIND =
      """
      select settings::text
      from {table}
      where tenant_id = :tenant
      """;

  private static final String PUT =
      """
      insert into {table} (tenant_id, settings, changed_at)
      values (:tenant, :settings::jsonb, :now)
      on conflict (tenant_id) do update
      set settings = excluded.settings, changed_at = excluded.changed_at
      """;

  private final JdbcClient jdbc;
  private final String find;
  private final String put;

  JdbcTenantDocuments(JdbcClient jdbc, String table) {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException("not a table's name: " + table);
    }
    this.jdbc = jdbc;
    this.find = FIND.replace("{table}", table);
    this.put = PUT.replace("{table}", table);
  }

  Optional<String> find(TenantId tenant) {
    return jdbc.sql(find).param("tenant", tenant.value()).query(String.class).optional();
  }

  void put(TenantId tenant, String document, Instant now) {
    jdbc.sql(put)
        .param("tenant", tenant.value())
        .param("settings", document)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
