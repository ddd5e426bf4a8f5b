package dev.countersign.server.audit;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.ArrayParameters;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes events with their pending rows in one statement, however many there are. */
@Component
class JdbcAuditTrail implements AuditTrail {
  private static final String RECORD =
      """
      with written as (
        insert into audit_events (
          id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
          session_id, request_id, metadata, person_id, personal, encoding_version, salt, seal)
        select
          id, tenant_id, type, severity, ?, actor_type, actor_id, target_type, target_id,
          session_id, request_id, metadata::jsonb, person_id, personal, %d, salt, seal
        from unnest(
          ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
          ?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::bytea[], ?::bytea[], ?::bytea[])
          as event (
            id, tenant_id, type, severity, actor_type, actor_id, target_type, target_id,
            session_id, request_id, metadata, person_id, personal, salt, seal)
        returning id, tenant_id
      )
      insert into audit_pending (event_id, tenant_id)
      select id, tenant_id
      from written
      """
          .formatted(CanonicalEncoding.VERSION);

  private final JdbcOperations jdbc;
  private final EventSeal seal;
  private final PersonalData personalData;
  private final IdGenerator ids;
  private final InstantSource clock;
  private final FreshEvents fresh;

  JdbcAuditTrail(
      JdbcOperations jdbc,
      EventSeal seal,
      PersonalData personalData,
      IdGenerator ids,
      InstantSource clock,
      FreshEvents fresh) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.personalData = personalData;
    this.ids = ids;
    this.clock = clock;
    this.fresh = fresh;
  }

  @Override
  public void record(List<AuditEvent> events) {
    RoundTrip trip = new RoundTrip(jdbc);
    record(events, trip);
    trip.make();
  }

  @Override
  public void record(List<AuditEvent> events, RoundTrip trip) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event is recorded in the transaction of what it records");
    }
    if (events.isEmpty()) {
      return;
    }
    Instant now = StoredTime.now(clock);
    List<SealedEvent> sealed = events.stream().map(event -> seal.seal(stored(event, now))).toList();
    trip.write(RECORD, bound -> bind(bound, sealed, now));
    fresh.keepAfterCommit(sealed);
  }

  private StoredEvent stored(AuditEvent event, Instant now) {
    UUID id = ids.next();
    AuditEvent.@Nullable Target target = event.target();
    return new StoredEvent(
        id,
        event.tenant().value(),
        event.type().wireName(),
        event.type().severity().wireName(),
        now,
        actorType(event),
        event.actorId(),
        target == null ? null : Redaction.ofText(target.type()),
        target == null ? null : Redaction.ofText(target.id()),
        event.session() == null ? null : event.session().value(),
        Redaction.ofText(event.requestId()),
        Redaction.of(event.metadata()),
        event.personId(),
        personal(id, event));
  }

  private static String actorType(AuditEvent event) {
    if (event.actor() != null) {
      return event.actor().type();
    }
    return event.requestId() == null ? "system" : "anonymous";
  }

  private @Nullable Bytes personal(UUID id, AuditEvent event) {
    Map<String, String> details = Redaction.ofTexts(event.personal());
    if (details.isEmpty()) {
      return null;
    }
    TenantId tenant = event.tenant();
    UUID person = Objects.requireNonNullElse(event.personId(), tenant.value());
    return Bytes.of(
        personalData.seal(
            tenant, person, MetadataJson.writeDetails(details), PersonalContext.of(id)));
  }

  private static void bind(ArrayParameters<?> bound, List<SealedEvent> events, Instant now)
      throws SQLException {
    bound
        .rows(events)
        .time(now)
        .uuids(row -> row.event().id())
        .uuids(row -> row.event().tenantId())
        .texts(row -> row.event().type())
        .texts(row -> row.event().severity())
        .texts(row -> row.event().actorType())
        .uuids(row -> row.event().actorId())
        .texts(row -> row.event().targetType())
        .texts(row -> row.event().targetId())
        .uuids(row -> row.event().sessionId())
        .texts(row -> row.event().requestId())
        .texts(row -> MetadataJson.write(row.event().metadata()))
        .uuids(row -> row.event().personId())
        .bytes(row -> content(row.event().personal()))
        .bytes(row -> content(row.salt()))
        .bytes(row -> content(row.seal()));
  }

  private static byte @Nullable [] content(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.content();
  }
}
