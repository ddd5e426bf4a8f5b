package dev.countersign.server.webhooks;

import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.events.EventConsumer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webhooks.JdbcDeliveryQueue.Wanted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Queues each event for the webhooks that want it. */
final class Dispatching implements EventConsumer {
  private final JdbcWebhooks webhooks;
  private final JdbcDeliveryQueue queue;
  private final DeliverySignal signal;
  private final InstantSource clock;

  Dispatching(
      JdbcWebhooks webhooks, JdbcDeliveryQueue queue, DeliverySignal signal, InstantSource clock) {
    this.webhooks = webhooks;
    this.queue = queue;
    this.signal = signal;
    this.clock = clock;
  }

  @Override
  public boolean isInterested() {
    return webhooks.anyActive();
  }

  @Override
  public void take(List<PlacedEvent> events) {
    Set<TenantId> tenants = events.stream().map(PlacedEvent::tenant).collect(Collectors.toSet());
    Map<TenantId, List<Webhook>> active =
        webhooks.activeOf(tenants).stream().collect(Collectors.groupingBy(Webhook::tenant));
    List<Wanted> wanted = new ArrayList<>();
    for (PlacedEvent event : events) {
      for (Webhook webhook : active.getOrDefault(event.tenant(), List.of())) {
        String type = event.event().type();
        if (webhook.types().include(type)) {
          wanted.add(new Wanted(webhook.id(), event.event().id(), event.tenant(), type));
        }
      }
    }
    if (!wanted.isEmpty()) {
      queue.add(wanted, StoredTime.now(clock));
      signal.raiseAfterCommit();
    }
  }
}
