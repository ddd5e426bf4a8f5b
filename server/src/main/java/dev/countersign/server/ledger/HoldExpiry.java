package dev.countersign.server.ledger;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives free what is held by holds whose time is over. Nothing hangs on when: none of them can be
 * captured any more. Every node looks, and of several the second gets the first one's answer.
 */
final class HoldExpiry {
  private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
  private static final int AT_ONCE = 500;

  private final TenantTransactions transactions;
  private final JdbcExpiredHolds expired;
  private final Ledger ledger;
  private final InstantSource clock;

  HoldExpiry(
      TenantTransactions transactions,
      JdbcExpiredHolds expired,
      Ledger ledger,
      InstantSource clock) {
    this.transactions = transactions;
    this.expired = expired;
    this.ledger = ledger;
    this.clock = clock;
  }

  void sweep() {
    List<Release> due;
    do {
      due = transactions.acrossTenants(() -> expired.find(clock.instant(), AT_ONCE));
    } while (release(due) && due.size() == AT_ONCE);
  }

  private boolean release(List<Release> due) {
    try {
      ledger.post(due).join();
      return true;
    } catch (CompletionException e) {
      // Whatever it was, they are still there when it looks again.
      LOG.atWarn().setCause(e).addKeyValue("holds", due.size()).log("Holds could not be released");
      return false;
    }
  }
}
