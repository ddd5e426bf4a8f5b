package dev.countersign.server.ledger;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the ledger before the web server takes requests, and stops it when the last request has
 * been answered and the store is still there.
 */
final class LedgerLifecycle implements SmartLifecycle {
  // The web server drains in the phases 1024 and 2048 below the default; lower ones stop later.
  private static final int PHASE = DEFAULT_PHASE - 4096;

  private final GroupCommit ledger;
  private volatile boolean running;

  LedgerLifecycle(GroupCommit ledger) {
    this.ledger = ledger;
  }

  @Override
  public void start() {
    ledger.start();
    running = true;
  }

  @Override
  public void stop() {
    ledger.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
