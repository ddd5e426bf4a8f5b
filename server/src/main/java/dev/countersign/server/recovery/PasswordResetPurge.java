package dev.countersign.server.recovery;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets links that are long past any use. */
@Component
class PasswordResetPurge {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordResetPurge.class);
  // Longer than any limit looks back.
  private static final Duration KEPT = Duration.ofDays(1);

  private final JdbcPasswordResets store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  PasswordResetPurge(
      JdbcPasswordResets store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 7, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void purge() {
    int gone = transactions.acrossTenants(() -> store.purge(clock.instant().minus(KEPT)));
    LOG.debug("Forgot {} password resets", gone);
  }
}
