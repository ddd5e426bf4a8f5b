package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads a tenant's events, with what is personal opened while its key is there. Thread-safe. */
@Component
public class AuditEvents {
  private final TenantTransactions transactions;
  private final JdbcAuditEvents events;
  private final PersonalData personalData;

  AuditEvents(TenantTransactions transactions, JdbcAuditEvents events, PersonalData personalData) {
    this.transactions = transactions;
    this.events = events;
    this.personalData = personalData;
  }

  /** One event. */
  public Optional<RecordedEvent> find(TenantId tenant, EventId id) {
    return transactions.in(tenant, () -> events.find(tenant, id).map(row -> opened(tenant, row)));
  }

  /** Events, newest first. */
  public List<RecordedEvent> search(TenantId tenant, AuditQuery query) {
    return transactions.in(
        tenant,
        () -> events.search(tenant, query).stream().map(row -> opened(tenant, row)).toList());
  }

  private RecordedEvent opened(TenantId tenant, JdbcAuditEvents.Row row) {
    StoredEvent event = row.event();
    UUID session = event.sessionId();
    return new RecordedEvent(
        new EventId(event.id()),
        row.place(),
        event.type(),
        Severity.valueOf(event.severity().toUpperCase(Locale.ROOT)),
        event.occurredAt(),
        event.actorType(),
        event.actorId(),
        event.targetType() == null || event.targetId() == null
            ? null
            : new AuditEvent.Target(event.targetType(), event.targetId()),
        session == null ? null : new SessionId(session),
        event.requestId(),
        event.metadata(),
        event.personId(),
        personal(tenant, event));
  }

  private Map<String, String> personal(TenantId tenant, StoredEvent event) {
    Bytes sealed = event.personal();
    if (sealed == null) {
      return Map.of();
    }
    UUID person = Objects.requireNonNullElse(event.personId(), tenant.value());
    return personalData
        .open(tenant, person, sealed.content(), PersonalContext.of(event.id()))
        .map(MetadataJson::readDetails)
        .orElse(Map.of());
  }
}
