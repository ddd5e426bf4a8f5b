package dev.countersign.server.webhooks;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.events.EventTypes;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Names, changes and removes webhooks. Thread-safe. */
final class Webhooks {
  private final JdbcWebhooks store;
  private final JdbcWebhookSecrets secrets;
  private final JdbcDeliveries deliveries;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final RandomGenerator random;
  private final IdGenerator ids;
  private final InstantSource clock;
  private final int perTenant;

  Webhooks(
      JdbcWebhooks store,
      JdbcWebhookSecrets secrets,
      JdbcDeliveries deliveries,
      TenantTransactions transactions,
      AuditTrail audit,
      RandomGenerator random,
      IdGenerator ids,
      InstantSource clock,
      int perTenant) {
    this.store = store;
    this.secrets = secrets;
    this.deliveries = deliveries;
    this.transactions = transactions;
    this.audit = audit;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
    this.perTenant = perTenant;
  }

  /** What a webhook is to be. */
  record Wish(URI url, @Nullable String description, EventTypes types) {}

  /**
   * What to change. What is absent stays as it is.
   *
   * @param active whether it is told of events
   */
  record Change(
      @Nullable URI url,
      @Nullable String description,
      @Nullable EventTypes types,
      @Nullable Boolean active) {}

  /**
   * A webhook with a secret, which is shown this once.
   *
   * @param previousEnds until when the secret before it signs too
   */
  record WithSecret(Webhook webhook, Secret secret, @Nullable Instant previousEnds) {}

  /** Empty where the tenant has as many as it can. */
  Optional<WithSecret> create(Caller caller, Wish wish) {
    Instant now = StoredTime.now(clock);
    Webhook webhook =
        new Webhook(
            new WebhookId(ids.next()),
            caller.tenant(),
            wish.url(),
            wish.description(),
            wish.types(),
            null,
            null,
            caller.actor(),
            now);
    Secret secret = Signature.newSecret(random);
    return transactions.in(
        caller.tenant(),
        () -> {
          if (store.countLocked(caller.tenant()) >= perTenant) {
            return Optional.empty();
          }
          store.insert(webhook);
          secrets.add(webhook.tenant(), webhook.id(), secret, now);
          tell(caller, AuditEventType.WEBHOOK_CREATED, webhook, Map.of());
          return Optional.of(new WithSecret(webhook, secret, null));
        });
  }

  List<Webhook> list(TenantId tenant) {
    return transactions.in(tenant, () -> store.ofTenant(tenant));
  }

  Optional<Webhook> find(TenantId tenant, WebhookId id) {
    return transactions.in(tenant, () -> store.find(id));
  }

  /** Empty where there is no such webhook. What waits for one that is disabled is given up. */
  Optional<Webhook> change(Caller caller, WebhookId id, Change change) {
    return transactions.in(
        caller.tenant(), () -> store.findLocked(id).map(old -> changed(caller, old, change)));
  }

  private Webhook changed(Caller caller, Webhook old, Change change) {
    Instant now = StoredTime.now(clock);
    boolean active = change.active() == null ? old.isActive() : change.active();
    Webhook.Reason disabled = old.isActive() ? Webhook.Reason.ASKED : old.disabled();
    Webhook webhook =
        new Webhook(
            old.id(),
            old.tenant(),
            change.url() == null ? old.url() : change.url(),
            change.description() == null ? old.description() : change.description(),
            change.types() == null ? old.types() : change.types(),
            active ? null : disabled,
            // It begins anew.
            active && !old.isActive() ? null : old.failingSince(),
            old.createdBy(),
            old.createdAt());
    store.update(webhook, now);
    int dead = active ? 0 : deliveries.giveUpAll(webhook.id(), now);
    tell(
        caller,
        AuditEventType.WEBHOOK_CHANGED,
        webhook,
        Map.of("active", active, "given_up_count", dead));
    return webhook;
  }

  /** False where there is no such webhook. Its deliveries go with it. */
  boolean remove(Caller caller, WebhookId id) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<Webhook> webhook = store.findLocked(id);
          webhook.ifPresent(found -> {
            store.delete(id);
            tell(caller, AuditEventType.WEBHOOK_REMOVED, found, Map.of());
          });
          return webhook.isPresent();
        });
  }

  /** Makes another secret; the old one signs beside it for a while. Empty where there is none. */
  Optional<WithSecret> replaceSecret(Caller caller, WebhookId id, Duration grace) {
    Instant now = StoredTime.now(clock);
    Instant ends = now.plus(grace);
    Secret secret = Signature.newSecret(random);
    return transactions.in(
        caller.tenant(),
        () ->
            store
                .findLocked(id)
                .map(webhook -> {
                  secrets.retire(id, ends);
                  secrets.add(webhook.tenant(), id, secret, now);
                  tell(
                      caller,
                      AuditEventType.WEBHOOK_SECRET_REPLACED,
                      webhook,
                      Map.of("grace_minutes", grace.toMinutes()));
                  return new WithSecret(webhook, secret, ends);
                }));
  }

  private void tell(Caller caller, AuditEventType type, Webhook webhook, Map<String, ?> facts) {
    audit.record(
        AuditEvent.of(webhook.tenant(), type)
            .by(caller)
            .on("webhook", webhook.id().text())
            .during(RequestContext.current().map(RequestContext::requestId).orElse(null))
            .with(Map.of("host", webhook.url().getHost()))
            .with(facts));
  }
}
