package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.LivePayment;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Movements;
import dev.countersign.server.ledger.Movements.Movement;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Reads events from the store with the payments they are about. Thread-safe. */
@Component
public class EventReader {
  private final PlacedEvents events;
  private final Movements movements;
  private final Assets assets;
  private final TenantTransactions transactions;

  EventReader(
      PlacedEvents events, Movements movements, Assets assets, TenantTransactions transactions) {
    this.events = events;
    this.movements = movements;
    this.assets = assets;
    this.transactions = transactions;
  }

  /** Those of a tenant's events that have a place, in no order. */
  public List<Happened> find(TenantId tenant, Collection<EventId> ids) {
    return told(transactions.in(tenant, () -> joined(() -> events.find(ids))));
  }

  /** Where the next event will stand. */
  Cursor end() {
    return new Cursor(events.size());
  }

  /** Every tenant's events at these places, in order. */
  List<Happened> read(long from, long before) {
    return told(transactions.acrossTenants(() -> joined(() -> events.between(from, before))));
  }

  /** One tenant's events at these places, in order. */
  List<Happened> read(TenantId tenant, long from, long before) {
    return told(transactions.in(tenant, () -> joined(() -> events.between(from, before))));
  }

  private record Joined(List<PlacedEvent> events, Map<PaymentId, Movement> movements) {}

  private Joined joined(Supplier<List<PlacedEvent>> read) {
    List<PlacedEvent> found = read.get();
    List<PaymentId> payments =
        found.stream().map(EventReader::payment).flatMap(Optional::stream).distinct().toList();
    return new Joined(found, movements.find(payments));
  }

  private List<Happened> told(Joined joined) {
    return joined.events().stream().map(event -> told(event, joined.movements())).toList();
  }

  private Happened told(PlacedEvent event, Map<PaymentId, Movement> found) {
    Movement movement = payment(event).map(found::get).orElse(null);
    return movement == null
        ? new Happened(event, null, Set.of())
        : new Happened(event, payment(event, movement), movement.owners());
  }

  private LivePayment payment(PlacedEvent event, Movement movement) {
    String type = event.event().type();
    return new LivePayment(
        movement.id().text(),
        movement.type().wireName(),
        type.substring(type.lastIndexOf('.') + 1),
        assets
            .find(event.tenant(), movement.asset())
            .map(asset -> new Money(movement.amountMinor(), asset).text())
            .orElseThrow(() ->
                new IllegalStateException("a payment is in " + movement.asset() + ", no asset")),
        movement.asset(),
        movement.payer() == null ? null : movement.payer().text(),
        movement.payee() == null ? null : movement.payee().text(),
        movement.recordedAt());
  }

  private static Optional<PaymentId> payment(PlacedEvent event) {
    AuditEvent.Target target = event.event().target();
    return target != null && event.event().type().startsWith(LiveEvent.PAYMENTS)
        ? PaymentId.parse(target.id())
        : Optional.empty();
  }
}
