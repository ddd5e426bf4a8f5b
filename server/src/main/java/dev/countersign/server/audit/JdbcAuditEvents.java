package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads a tenant's events in the caller's transaction. */
@Component
class JdbcAuditEvents {
  private static final String SELECT =
      """
      select
        event.id, event.tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
        session_id, request_id, metadata::text as metadata, person_id, personal, placed.place
      from audit_events as event
      left join audit_log as placed on placed.event_id = event.id
      where event.tenant_id = :tenant
      """;

  private static final String WITH_ID = "and event.id = :id";
  private static final String BEFORE = "and event.id < :before\n";
  private static final String OF_TYPES = "and event.type = any(:types)\n";
  private static final String OF_SEVERITY = "and event.severity = :severity\n";
  private static final String BY_ACTOR = "and event.actor_id = :actor\n";
  private static final String ON_TARGET = "and event.target_id = :target\n";
  private static final String SINCE = "and event.occurred_at >= :since\n";
  private static final String UNTIL = "and event.occurred_at < :until\n";
  private static final String NEWEST_FIRST = "order by event.id desc\nlimit :limit\n";

  /** An event and its place, where it has one. */
  record Row(StoredEvent event, @Nullable Long place) {}

  private final JdbcClient jdbc;

  JdbcAuditEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Row> find(TenantId tenant, EventId id) {
    return jdbc.sql(SELECT + WITH_ID)
        .param("tenant", tenant.value())
        .param("id", id.value())
        .query((row, number) -> row(row))
        .optional();
  }

  List<Row> search(TenantId tenant, AuditQuery query) {
    StatementSpec statement = jdbc.sql(text(query)).param("tenant", tenant.value());
    statement =
        statement
            .param("types", new SqlArrayValue("text", typeNames(query)))
            .param("limit", query.limit());
    if (query.severity() != null) {
      statement = statement.param("severity", query.severity().wireName());
    }
    if (query.actor() != null) {
      statement = statement.param("actor", query.actor());
    }
    if (query.target() != null) {
      statement = statement.param("target", query.target());
    }
    if (query.since() != null) {
      statement = statement.param("since", OffsetDateTime.ofInstant(query.since(), ZoneOffset.UTC));
    }
    if (query.until() != null) {
      statement = statement.param("until", OffsetDateTime.ofInstant(query.until(), ZoneOffset.UTC));
    }
    if (query.before() != null) {
      statement = statement.param("before", query.before().value());
    }
    return statement.query((row, number) -> row(row)).list();
  }

  // Only the conditions that restrict, so that PostgreSQL plans for them.
  private static String text(AuditQuery query) {
    return SELECT
        + (query.types().isEmpty() ? "" : OF_TYPES)
        + (query.severity() == null ? "" : OF_SEVERITY)
        + (query.actor() == null ? "" : BY_ACTOR)
        + (query.target() == null ? "" : ON_TARGET)
        + (query.since() == null ? "" : SINCE)
        + (query.until() == null ? "" : UNTIL)
        + (query.before() == null ? "" : BEFORE)
        + NEWEST_FIRST;
  }

  private static Object[] typeNames(AuditQuery query) {
    return query.types().stream().map(AuditEventType::wireName).toArray();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(JdbcAuditRows.event(row), row.getObject("place", Long.class));
  }
}
