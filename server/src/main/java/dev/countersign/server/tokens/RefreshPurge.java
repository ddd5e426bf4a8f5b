package dev.countersign.server.tokens;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes sealed successors once their window has closed, and rows of tokens long expired. */
final class RefreshPurge {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshPurge.class);

  private final JdbcRefreshTokens store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  RefreshPurge(JdbcRefreshTokens store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 30, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  void forgetSuccessors() {
    transactions.acrossTenants(() -> store.forgetSuccessors(clock.instant()));
  }

  @Scheduled(initialDelay = 20, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void purge() {
    int gone = transactions.acrossTenants(() -> store.purge(clock.instant()));
    LOG.debug("Deleted {} refresh tokens that expired.", gone);
  }
}
