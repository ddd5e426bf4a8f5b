package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.webhooks.Delivery.Attempt;
import dev.countersign.server.webhooks.Delivery.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what became of deliveries. Thread-safe. */
final class DeliveryHistory {
  private final JdbcDeliveries store;
  private final TenantTransactions transactions;

  DeliveryHistory(JdbcDeliveries store, TenantTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /** A delivery with its attempts, oldest first. */
  record Tried(Delivery delivery, List<Attempt> attempts) {
    Tried {
      attempts = List.copyOf(attempts);
    }
  }

  /** The newest events first. */
  List<Delivery> page(
      Webhook webhook, @Nullable Status status, @Nullable EventId before, int limit) {
    return transactions.in(webhook.tenant(), () -> store.page(webhook.id(), status, before, limit));
  }

  /** How many were given up, of those that are kept. */
  int dead(Webhook webhook) {
    return transactions.in(webhook.tenant(), () -> store.countDead(webhook.id()));
  }

  Optional<Tried> one(Webhook webhook, EventId event) {
    return transactions.in(
        webhook.tenant(),
        () ->
            store
                .find(webhook.id(), event)
                .map(delivery -> new Tried(delivery, store.attempts(webhook.id(), event))));
  }
}
