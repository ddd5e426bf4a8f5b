package dev.countersign.server.audit;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.UuidArray;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
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
          session_id, request_id, metadata, person_id, personal, encoding_version, encoding, salt, seal)
        select
          id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
          session_id, request_id, metadata::jsonb, person_id, personal, :encoding_version, encoding, salt, seal
        from unnest(
          :id, :tenant_id, :type, :severity, :occurred_at::timestamptz[], :actor_type, :actor_id,
          :target_type, :target_id, :session_id, :request_id, :metadata, :person_id, :personal,
          :encoding, :salt, :seal)
          as event (
            id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
            session_id, request_id, metadata, person_id, personal, encoding, salt, seal)
        returning id, tenant_id
      )
      insert into audit_pending (event_id, tenant_id)
      select id, tenant_id
      from written
      """;

  private final JdbcClient jdbc;
  private final EventSeal seal;
  private final PersonalData personalData;
  private final IdGenerator ids;
  private final InstantSource clock;
  private final PendingSignal signal;

  JdbcAuditTrail(
      JdbcClient jdbc,
      EventSeal seal,
      PersonalData personalData,
      IdGenerator ids,
      InstantSource clock,
      PendingSignal signal) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.personalData = personalData;
    this.ids = ids;
    this.clock = clock;
    this.signal = signal;
  }

  @Override
  public void record(List<AuditEvent> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event is recorded in the transaction of what it records");
    }
    if (events.isEmpty()) {
      return;
    }
    Instant now = StoredTime.now(clock);
    List<SealedEvent> sealed = events.stream().map(event -> seal.seal(stored(event, now))).toList();
    int written = insert(sealed);
    if (written != events.size()) {
      throw new IllegalStateException(
          "expected " + events.size() + " events to be written, not " + written);
    }
    signal.raiseAfterCommit();
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

  private int insert(List<SealedEvent> events) {
    return jdbc.sql(RECORD)
        .param("id", ids(events, row -> row.event().id()))
        .param("tenant_id", ids(events, row -> row.event().tenantId()))
        .param("type", texts(events, row -> row.event().type()))
        .param("severity", texts(events, row -> row.event().severity()))
        .param("occurred_at", texts(events, row -> row.event().occurredAt().toString()))
        .param("actor_type", texts(events, row -> row.event().actorType()))
        .param("actor_id", ids(events, row -> row.event().actorId()))
        .param("target_type", texts(events, row -> row.event().targetType()))
        .param("target_id", texts(events, row -> row.event().targetId()))
        .param("session_id", ids(events, row -> row.event().sessionId()))
        .param("request_id", texts(events, row -> row.event().requestId()))
        .param("metadata", texts(events, row -> MetadataJson.write(row.event().metadata())))
        .param("person_id", ids(events, row -> row.event().personId()))
        .param("personal", bytes(events, row -> row.event().personal()))
        .param("encoding_version", CanonicalEncoding.VERSION)
        .param("encoding", bytes(events, SealedEvent::encoding))
        .param("salt", bytes(events, SealedEvent::salt))
        .param("seal", bytes(events, SealedEvent::seal))
        .update();
  }

  private static UuidArray ids(
      List<SealedEvent> events, Function<SealedEvent, @Nullable UUID> value) {
    List<@Nullable UUID> ids = new ArrayList<>(events.size());
    events.forEach(event -> ids.add(value.apply(event)));
    return UuidArray.of(ids);
  }

  private static SqlArrayValue texts(
      List<SealedEvent> events, Function<SealedEvent, @Nullable String> value) {
    // Strings are sent in binary; as any objects they would be written out and escaped.
    return new SqlArrayValue("text", (Object[]) events.stream().map(value).toArray(String[]::new));
  }

  private static SqlArrayValue bytes(
      List<SealedEvent> events, Function<SealedEvent, @Nullable Bytes> value) {
    // The driver writes a byte[][] in binary; an Object[] of arrays it would take for two
    // dimensions.
    byte[][] contents =
        events.stream()
            .map(value)
            .map(bytes -> bytes == null ? null : bytes.content())
            .toArray(byte[][]::new);
    return new SqlArrayValue("bytea", (Object[]) contents);
  }
}
