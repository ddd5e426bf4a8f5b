package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one event's place. */
@Component
class JdbcLogPlaces {
  private static final String FIND =
      """
      select place, leaf
      from audit_log
      where tenant_id = :tenant
        and event_id = :event
      """;

  private final JdbcClient jdbc;

  JdbcLogPlaces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<LogPlaces.Place> find(TenantId tenant, EventId event) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .param("event", event.value())
        .query((row, number) ->
            new LogPlaces.Place(
                row.getLong("place"), HexFormat.of().formatHex(row.getBytes("leaf"))))
        .optional();
  }
}
