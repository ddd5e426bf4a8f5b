package dev.countersign.server.registration;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets registrations that nobody finished in time, and those that came to an end. */
@Component
class RegistrationPurge {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationPurge.class);
  // Longer than any limit looks back.
  private static final Duration KEPT = Duration.ofHours(1);

  private final JdbcRegistrations store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  RegistrationPurge(JdbcRegistrations store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 6, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void purge() {
    int gone = transactions.acrossTenants(() -> store.purge(clock.instant().minus(KEPT)));
    LOG.debug("Forgot {} registrations", gone);
  }
}
