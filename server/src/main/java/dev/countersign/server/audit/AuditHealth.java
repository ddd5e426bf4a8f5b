package dev.countersign.server.audit;

import dev.countersign.server.platform.health.HealthCheck;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Healthy while events get their places soon, none of them is refused one, and every checkpoint is
 * kept outside the database.
 */
@Component
class AuditHealth implements HealthCheck {
  private final Sequencer sequencer;
  private final LogEnd end;
  private final RefusedEvents refused;
  private final TenantTransactions transactions;
  private final JdbcAuditRows rows;
  private final InstantSource clock;
  private final Duration lag;

  AuditHealth(
      Sequencer sequencer,
      LogEnd end,
      RefusedEvents refused,
      TenantTransactions transactions,
      JdbcAuditRows rows,
      InstantSource clock,
      AuditSettings settings) {
    this.sequencer = sequencer;
    this.end = end;
    this.refused = refused;
    this.transactions = transactions;
    this.rows = rows;
    this.clock = clock;
    this.lag = settings.lag();
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public void check() {
    sequencer
        .trouble()
        .ifPresent(trouble -> {
          throw new IllegalStateException("events get no place in the audit log: " + trouble);
        });
    if (end.owes()) {
      throw new IllegalStateException("a checkpoint could not be kept outside the database");
    }
    if (refused.count() > 0) {
      throw new IllegalStateException(refused.count() + " events are refused a place in the log");
    }
    requireNoLag();
  }

  private void requireNoLag() {
    Optional<UUID> oldest = transactions.acrossTenants(rows::oldestPending);
    if (oldest.isEmpty()) {
      return;
    }
    // The first 48 bits of a UUIDv7 are the milliseconds at which it was made.
    Instant since = Instant.ofEpochMilli(oldest.get().getMostSignificantBits() >>> 16);
    if (since.plus(lag).isBefore(clock.instant())) {
      throw new IllegalStateException("an event has been waiting for its place since " + since);
    }
  }
}
