package dev.countersign.server.ledger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger groups what it posts.
 *
 * @param batchMax the most movements that one commit carries; a single longer list goes alone
 * @param waitingMax the most movements that may wait; beyond it callers are told to come back
 */
@ConfigurationProperties("countersign.ledger")
record LedgerProperties(@DefaultValue("1000") int batchMax, @DefaultValue("20000") int waitingMax) {
  LedgerProperties {
    if (batchMax < 1 || waitingMax < batchMax) {
      throw new IllegalArgumentException(
          "countersign.ledger.batch-max must be at least 1, and waiting-max at least as much");
    }
  }
}
