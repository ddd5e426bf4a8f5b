package dev.countersign.server.webhooks;

import dev.countersign.api.WebhookView;
import dev.countersign.server.access.Caller;
import java.util.List;

/** Webhooks for who looks after them by other ways than the API. Thread-safe. */
public final class WebhookDesk {
  private final Webhooks webhooks;
  private final DeliveryHistory history;

  WebhookDesk(Webhooks webhooks, DeliveryHistory history) {
    this.webhooks = webhooks;
    this.history = history;
  }

  /**
   * A webhook and how it fares.
   *
   * @param dead how many deliveries were given up, of those that are kept
   */
  public record Standing(WebhookView view, int dead) {}

  /** The tenant's, in the order of their creation. */
  public List<Standing> list(Caller caller) {
    return webhooks.list(caller.tenant()).stream()
        .map(webhook -> new Standing(WebhookViews.of(webhook), history.dead(webhook)))
        .toList();
  }
}
