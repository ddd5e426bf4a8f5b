package dev.countersign.server.webhooks;

import dev.countersign.api.LiveEvent;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.events.EventReader;
import dev.countersign.server.events.Happened;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.webhooks.Delivery.Attempt;
import dev.countersign.server.webhooks.Delivery.Status;
import dev.countersign.server.webhooks.JdbcDeliveryQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings one event to one webhook, and keeps what came of it. No transaction is open while the
 * receiver takes its time: what was claimed is this node's for a while, and whoever dies with it
 * leaves it to be tried again. So an event may come twice, under the same id.
 */
final class Courier {
  private static final int GONE = 410;

  private final Parts parts;
  private final Duration disableAfter;

  Courier(Parts parts, Duration disableAfter) {
    this.parts = parts;
    this.disableAfter = disableAfter;
  }

  /** What a courier works with. */
  record Parts(
      JdbcWebhooks webhooks,
      JdbcWebhookSecrets secrets,
      JdbcDeliveries deliveries,
      EventReader events,
      Sender sender,
      RetrySchedule schedule,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher published,
      JsonMapper json,
      IdGenerator ids,
      InstantSource clock) {}

  private record Errand(Webhook webhook, List<Secret> secrets) {}

  /** One attempt. */
  void deliver(Claimed claimed) {
    Optional<Errand> errand =
        parts.transactions().in(claimed.tenant(), () -> errand(claimed.webhook()));
    Optional<Happened> event =
        parts.events().find(claimed.tenant(), List.of(claimed.event())).stream().findFirst();
    if (errand.isEmpty() || event.isEmpty()) {
      giveUp(claimed);
      return;
    }
    Instant at = StoredTime.now(parts.clock());
    long started = System.nanoTime();
    Sender.Result result = send(errand.get(), event.get().toldAlone(), at);
    long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
    parts
        .transactions()
        .run(
            claimed.tenant(),
            () ->
                settle(
                    claimed, result, new Attempt(at, millis, result.status(), result.failure())));
  }

  private Optional<Errand> errand(WebhookId id) {
    return parts
        .webhooks()
        .find(id)
        .filter(Webhook::isActive)
        .map(webhook ->
            new Errand(webhook, parts.secrets().valid(id, StoredTime.now(parts.clock()))));
  }

  private Sender.Result send(Errand errand, LiveEvent event, Instant at) {
    byte[] body = parts.json().writeValueAsBytes(event);
    return parts
        .sender()
        .send(
            errand.webhook().url(),
            Map.of(
                "webhook-id",
                event.id(),
                "webhook-timestamp",
                Long.toString(at.getEpochSecond()),
                "webhook-signature",
                Signature.of(errand.secrets(), event.id(), at, body)),
            body);
  }

  // The webhook's row before the delivery's, as everywhere.
  private void settle(Claimed claimed, Sender.Result result, Attempt attempt) {
    Optional<Webhook> webhook = parts.webhooks().findLocked(claimed.webhook());
    Optional<Delivery> found = parts.deliveries().findLocked(claimed.webhook(), claimed.event());
    if (webhook.isEmpty() || found.isEmpty()) {
      return;
    }
    Delivery delivery = found.get();
    Instant now = StoredTime.now(parts.clock());
    parts.deliveries().addAttempt(parts.ids().next(), claimed.tenant(), delivery, attempt);
    if (result.isSuccess()) {
      parts.deliveries().finish(delivery, Status.DELIVERED, 1, now);
      parts.webhooks().succeeds(claimed.webhook());
    } else if (delivery.status() == Status.QUEUED) {
      failed(webhook.get(), delivery, result, now);
    }
  }

  private void failed(Webhook webhook, Delivery delivery, Sender.Result result, Instant now) {
    parts.webhooks().fails(webhook.id(), now);
    if (Integer.valueOf(GONE).equals(result.status())) {
      parts.deliveries().finish(delivery, Status.DEAD, 1, now);
      disable(webhook, Webhook.Reason.GONE, now);
      return;
    }
    Optional<Instant> next =
        parts
            .schedule()
            .next(delivery.queuedAt(), delivery.attempts() + 1, now, result.retryAfter());
    if (next.isPresent()) {
      parts.deliveries().retry(delivery, next.get());
      return;
    }
    parts.deliveries().finish(delivery, Status.DEAD, 1, now);
    Instant since = webhook.failingSince();
    if (since != null && !since.isAfter(now.minus(disableAfter))) {
      disable(webhook, Webhook.Reason.FAILING, now);
    }
  }

  private void disable(Webhook webhook, Webhook.Reason reason, Instant now) {
    if (!webhook.isActive()) {
      return;
    }
    parts
        .webhooks()
        .update(
            new Webhook(
                webhook.id(),
                webhook.tenant(),
                webhook.url(),
                webhook.description(),
                webhook.types(),
                reason,
                webhook.failingSince() == null ? now : webhook.failingSince(),
                webhook.createdBy(),
                webhook.createdAt()),
            now);
    int dead = parts.deliveries().giveUpAll(webhook.id(), now);
    parts
        .audit()
        .record(
            AuditEvent.of(webhook.tenant(), AuditEventType.WEBHOOK_DISABLED)
                .on("webhook", webhook.id().text())
                .with(Map.of("reason", reason.wireName(), "given_up_count", dead)));
    parts
        .published()
        .publishEvent(
            new WebhookDisabled(
                webhook.tenant(), webhook.id(), webhook.url().getHost(), reason.wireName()));
  }

  // Its webhook is gone or disabled, or its event was never placed.
  private void giveUp(Claimed claimed) {
    parts
        .transactions()
        .run(
            claimed.tenant(),
            () ->
                parts
                    .deliveries()
                    .findLocked(claimed.webhook(), claimed.event())
                    .filter(delivery -> delivery.status() == Status.QUEUED)
                    .ifPresent(delivery ->
                        parts
                            .deliveries()
                            .finish(delivery, Status.DEAD, 0, StoredTime.now(parts.clock()))));
  }
}
