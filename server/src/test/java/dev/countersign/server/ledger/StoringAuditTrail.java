package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes events as rows, in the transaction, with nothing in them that would prove anything. */
final class StoringAuditTrail implements AuditTrail {
  private static final String INSERT =
      """
      with event as (
        insert into audit_events (
          id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
          encoding_version, encoding, salt, seal)
        select
          id, tenant_id, type, 'info', now(), 'user', actor_id, target_type, target_id, 1, '',
          decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[])
          as n (id, tenant_id, type, actor_id, target_type, target_id)
        returning id, tenant_id)
      insert into audit_pending (event_id, tenant_id)
      select id, tenant_id
      from event
      """;

  private final JdbcOperations jdbc;
  private final IdGenerator ids;

  StoringAuditTrail(JdbcOperations jdbc, IdGenerator ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  private record Row(UUID id, AuditEvent event) {}

  @Override
  public void record(List<AuditEvent> events) {
    List<Row> rows = events.stream().map(event -> new Row(ids.next(), event)).toList();
    Integer written =
        jdbc.execute(
            INSERT,
            (PreparedStatement statement) -> {
              JdbcArrays.of(statement, rows)
                  .uuids(Row::id)
                  .ids(row -> row.event().tenant())
                  .texts(row -> row.event().type().wireName())
                  .uuids(row -> row.event().actorId())
                  .texts(target(AuditEvent.Target::type))
                  .texts(target(AuditEvent.Target::id));
              return statement.executeUpdate();
            });
    if (written == null || written != rows.size()) {
      throw new IllegalStateException("expected " + rows.size() + " events, wrote " + written);
    }
  }

  private static Function<Row, @Nullable Object> target(Function<AuditEvent.Target, String> part) {
    return row -> {
      AuditEvent.Target target = row.event().target();
      return target == null ? null : part.apply(target);
    };
  }
}
