package dev.countersign.server.revocation;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes the records of what nobody would accept any more. Both this node's clock and the
 * database's must say so, two hours since: a clock that jumped must not bring a token back.
 */
final class RevocationPurge {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationPurge.class);

  private final JdbcRevocations store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  RevocationPurge(JdbcRevocations store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void purge() {
    int gone = transactions.acrossTenants(() -> store.purge(clock.instant()));
    LOG.debug("Deleted {} revocations of what has expired.", gone);
  }
}
