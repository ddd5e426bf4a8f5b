package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.RoundTrip;
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
          encoding_version, salt, seal)
        select
          id, tenant_id, type, 'info', now(), 'user', actor_id, target_type, target_id, 1,
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
    RoundTrip trip = new RoundTrip(jdbc);
    record(events, trip);
    trip.make();
  }

  @Override
  public void record(List<AuditEvent> events, RoundTrip trip) {
    List<Row> rows = events.stream().map(event -> new Row(ids.next(), event)).toList();
    trip.write(
        INSERT,
        bound ->
            bound
                .rows(rows)
                .uuids(Row::id)
                .ids(row -> row.event().tenant())
                .texts(row -> row.event().type().wireName())
                .uuids(row -> row.event().actorId())
                .texts(target(AuditEvent.Target::type))
                .texts(target(AuditEvent.Target::id)));
  }

  private static Function<Row, @Nullable Object> target(Function<AuditEvent.Target, String> part) {
    return row -> {
      AuditEvent.Target target = row.event().target();
      return target == null ? null : part.apply(target);
    };
  }
}
