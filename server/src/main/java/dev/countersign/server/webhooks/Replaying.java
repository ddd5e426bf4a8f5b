package dev.countersign.server.webhooks;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webhooks.Delivery.Status;
import dev.countersign.server.webhooks.JdbcDeliveryQueue.Wanted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queues events for a webhook once more. Thread-safe. */
final class Replaying {
  private static final int EVENTS_MAX = 1_000;

  private final JdbcDeliveries deliveries;
  private final JdbcDeliveryQueue queue;
  private final PlacedEvents events;
  private final TenantTransactions transactions;
  private final DeliverySignal signal;
  private final AuditTrail audit;
  private final InstantSource clock;

  Replaying(
      JdbcDeliveries deliveries,
      JdbcDeliveryQueue queue,
      PlacedEvents events,
      TenantTransactions transactions,
      DeliverySignal signal,
      AuditTrail audit,
      InstantSource clock) {
    this.deliveries = deliveries;
    this.queue = queue;
    this.events = events;
    this.transactions = transactions;
    this.signal = signal;
    this.audit = audit;
    this.clock = clock;
  }

  /** A stretch of time, from behind an event on where there is one. */
  record Stretch(Instant since, Instant until, @Nullable EventId after) {}

  /**
   * What was queued.
   *
   * @param next the last event that was looked at, where there may be more
   */
  record Replayed(int queued, @Nullable EventId next) {}

  /** One event, whether the webhook wants its type or not. Zero where there is no such event. */
  int one(Caller caller, Webhook webhook, EventId event) {
    return transactions.in(
        caller.tenant(), () -> again(caller, webhook, events.find(List.of(event))));
  }

  /** What was given up, the newest events first, as far as they are looked at at once. */
  int givenUp(Caller caller, Webhook webhook) {
    return transactions.in(
        caller.tenant(),
        () ->
            again(
                caller,
                webhook,
                events.find(
                    deliveries.page(webhook.id(), Status.DEAD, null, EVENTS_MAX).stream()
                        .map(Delivery::event)
                        .toList())));
  }

  /**
   * The events of a time that the webhook wants.
   *
   * @param deadOnly whether only those are meant that were given up
   */
  Replayed within(Caller caller, Webhook webhook, Stretch stretch, boolean deadOnly) {
    TenantId tenant = caller.tenant();
    return transactions.in(
        tenant,
        () -> {
          List<PlacedEvent> found =
              events.within(tenant, stretch.since(), stretch.until(), stretch.after(), EVENTS_MAX);
          Set<EventId> dead = deadOnly ? dead(webhook, found) : Set.of();
          int queued =
              again(
                  caller,
                  webhook,
                  found.stream()
                      .filter(event -> webhook.types().include(event.event().type()))
                      .filter(event -> !deadOnly || dead.contains(event.event().id()))
                      .toList());
          return new Replayed(
              queued, found.size() == EVENTS_MAX ? found.getLast().event().id() : null);
        });
  }

  private Set<EventId> dead(Webhook webhook, List<PlacedEvent> found) {
    return deliveries
        .among(webhook.id(), found.stream().map(event -> event.event().id()).toList())
        .stream()
        .filter(delivery -> delivery.status() == Status.DEAD)
        .map(Delivery::event)
        .collect(Collectors.toSet());
  }

  private int again(Caller caller, Webhook webhook, List<PlacedEvent> found) {
    if (found.isEmpty()) {
      return 0;
    }
    int queued =
        queue.addAgain(
            found.stream()
                .map(event ->
                    new Wanted(
                        webhook.id(), event.event().id(), event.tenant(), event.event().type()))
                .toList(),
            StoredTime.now(clock));
    tell(caller, webhook, queued);
    return queued;
  }

  private void tell(Caller caller, Webhook webhook, int queued) {
    audit.record(
        AuditEvent.of(webhook.tenant(), AuditEventType.WEBHOOK_REPLAYED)
            .by(caller)
            .on("webhook", webhook.id().text())
            .during(RequestContext.current().map(RequestContext::requestId).orElse(null))
            .with(Map.of("event_count", queued)));
    signal.raiseAfterCommit();
  }
}
