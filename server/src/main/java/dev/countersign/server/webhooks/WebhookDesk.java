package dev.countersign.server.webhooks;

import dev.countersign.api.WebhookView;
import dev.countersign.server.access.Caller;
import java.util.List;
import java.util.OptionalInt;

/** Webhooks for who looks after them by other ways than the API. Thread-safe. */
public final class WebhookDesk {
  private final Webhooks webhooks;
  private final DeliveryHistory history;
  private final Replaying replaying;

  WebhookDesk(Webhooks webhooks, DeliveryHistory history, Replaying replaying) {
    this.webhooks = webhooks;
    this.history = history;
    this.replaying = replaying;
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

  /**
   * Queues once more what was given up, and says how much; empty where there is no such webhook.
   */
  public OptionalInt replay(Caller caller, String id) {
    return WebhookId.parse(id)
        .flatMap(parsed -> webhooks.find(caller.tenant(), parsed))
        .map(webhook -> OptionalInt.of(replaying.givenUp(caller, webhook)))
        .orElseGet(OptionalInt::empty);
  }
}
