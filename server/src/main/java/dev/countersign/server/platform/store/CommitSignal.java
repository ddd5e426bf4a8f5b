package dev.countersign.server.platform.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes what works on this node through rows that were committed here, so that it need not poll in
 * haste. Thread-safe; many raises before a wait are one.
 */
public class CommitSignal {
  private final Semaphore raised = new Semaphore(0);

  protected CommitSignal() {}

  /** Raises the signal once the current transaction has committed. */
  public final void raiseAfterCommit() {
    raiseAfterCommit(() -> {});
  }

  /** Does this once the current transaction has committed, and raises the signal then. */
  protected final void raiseAfterCommit(Runnable first) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            first.run();
            raise();
          }
        });
  }

  public final void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /** Waits until raised since the last wait, or the time is over. */
  public final void await(Duration atMost) throws InterruptedException {
    if (raised.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      raised.drainPermits();
    }
  }
}
