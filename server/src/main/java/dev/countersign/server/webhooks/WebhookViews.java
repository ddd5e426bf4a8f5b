package dev.countersign.server.webhooks;

import dev.countersign.api.WebhookAttempt;
import dev.countersign.api.WebhookDelivery;
import dev.countersign.api.WebhookView;
import dev.countersign.api.WebhookWithSecret;
import dev.countersign.server.webhooks.Delivery.Attempt;
import dev.countersign.server.webhooks.Delivery.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks and deliveries in the words of the API. */
final class WebhookViews {
  private WebhookViews() {}

  static WebhookView of(Webhook webhook) {
    Webhook.Reason reason = webhook.disabled();
    return new WebhookView(
        webhook.id().text(),
        webhook.url().toString(),
        webhook.description(),
        webhook.types().patterns(),
        webhook.isActive() ? "active" : "disabled",
        reason == null ? null : reason.wireName(),
        webhook.failingSince(),
        webhook.createdAt());
  }

  static WebhookWithSecret withSecret(Webhooks.WithSecret made) {
    return new WebhookWithSecret(of(made.webhook()), made.secret().reveal(), made.previousEnds());
  }

  static WebhookDelivery of(Delivery delivery) {
    return rendered(delivery, null);
  }

  static WebhookDelivery of(Delivery delivery, List<Attempt> attempts) {
    return rendered(
        delivery,
        attempts.stream()
            .map(attempt ->
                new WebhookAttempt(
                    attempt.at(), attempt.millis(), attempt.status(), attempt.failure()))
            .toList());
  }

  private static WebhookDelivery rendered(
      Delivery delivery, @Nullable List<WebhookAttempt> attempts) {
    return new WebhookDelivery(
        delivery.event().text(),
        delivery.eventType(),
        delivery.status().wireName(),
        delivery.attempts(),
        delivery.queuedAt(),
        delivery.status() == Status.QUEUED ? delivery.dueAt() : null,
        delivery.finishedAt(),
        attempts);
  }
}
