package dev.countersign.server.apikeys;

import dev.countersign.server.apikeys.ApiKey.Status;
import dev.countersign.server.apikeys.JdbcKeyEnds.Due;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Sees to what time does to keys: tells owners once that one comes to its end, tells audit of those
 * that did, and forgets what keys were used for long ago.
 */
class KeyEnds {
  private static final Logger LOG = LoggerFactory.getLogger(KeyEnds.class);
  private static final int AT_ONCE = 500;

  private final JdbcApiKeys keys;
  private final JdbcKeyEnds ends;
  private final JdbcKeyUses uses;
  private final ApiKeySettings settings;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  KeyEnds(
      JdbcApiKeys keys,
      JdbcKeyEnds ends,
      JdbcKeyUses uses,
      ApiKeySettings settings,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.keys = keys;
    this.ends = ends;
    this.uses = uses;
    this.settings = settings;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 2, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void look() {
    List<Due> due;
    do {
      Instant now = StoredTime.now(clock);
      due = transactions.acrossTenants(() -> ends.find(now, settings.rotationWarning(), AT_ONCE));
      for (Due key : due) {
        transactions.run(
            key.tenant(), () -> keys.lock(key.id()).ifPresent(locked -> tell(locked, now)));
      }
    } while (due.size() == AT_ONCE);
  }

  @Scheduled(initialDelay = 9, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void purge() {
    Instant oldest = clock.instant().minus(KeyUsage.DAYS, ChronoUnit.DAYS);
    int gone =
        transactions.acrossTenants(() -> uses.purge(oldest.atOffset(ZoneOffset.UTC).toLocalDate()));
    LOG.debug("Forgot {} rows of what keys were used for", gone);
  }

  // Of several nodes that look at once, the second finds it told.
  private void tell(ApiKey key, Instant now) {
    if (key.status(now) == Status.EXPIRED) {
      if (ends.markEndTold(key.id(), now)) {
        audit.record(KeyEvents.of(AuditEventType.API_KEY_EXPIRED, key, null));
      }
    } else if (key.status(now) == Status.ACTIVE && ends.markWarned(key.id(), now)) {
      audit.record(KeyEvents.of(AuditEventType.API_KEY_ENDING, key, null));
      events.publishEvent(
          new ApiKeyEnding(
              key.tenant(),
              key.owner() == null ? key.maker() : key.owner(),
              key.name(),
              key.prefix(),
              key.expiresAt()));
    }
  }
}
