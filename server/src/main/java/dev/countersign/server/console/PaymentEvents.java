package dev.countersign.server.console;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditEvents;
import dev.countersign.server.audit.AuditQuery;
import dev.countersign.server.audit.LogPlaces;
import dev.countersign.server.audit.RecordedEvent;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PaymentView;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the audit log has of a payment. */
@Component
class PaymentEvents {
  private final AuditEvents events;
  private final LogPlaces places;

  PaymentEvents(AuditEvents events, LogPlaces places) {
    this.events = events;
    this.places = places;
  }

  /** The event recorded with a payment; {@code null} where somebody took it away. */
  PaymentView.@Nullable Audit of(TenantId tenant, PaymentId payment, AuditEventType type) {
    AuditQuery query =
        new AuditQuery(List.of(type), null, null, payment.text(), null, null, null, 1);
    return events.search(tenant, query).stream()
        .map(event -> audit(tenant, event))
        .findFirst()
        .orElse(null);
  }

  private PaymentView.Audit audit(TenantId tenant, RecordedEvent event) {
    return new PaymentView.Audit(
        event.id().text(),
        event.type(),
        event.description(),
        Moment.of(event.occurredAt()),
        places
            .find(tenant, event.id())
            .map(place ->
                new PaymentView.Place(place.number(), place.leaf(), coveredBy(place.number())))
            .orElse(null));
  }

  private @Nullable Long coveredBy(long place) {
    return places.latestHead().map(LogPlaces.Head::size).filter(size -> size > place).orElse(null);
  }
}
