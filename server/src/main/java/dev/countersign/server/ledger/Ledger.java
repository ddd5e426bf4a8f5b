package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one door through which money moves. Thread-safe. */
public interface Ledger {
  /**
   * Posts movements in order and answers one verdict for each, in order. Each is judged by itself:
   * one that is refused takes no other with it. The answer comes when what was posted is durable.
   *
   * <p>The future fails with {@link LedgerBusy} when too much is waiting, and with {@link
   * LedgerUnavailable} when the store could not be asked or did not say what it did; in both cases
   * the caller MAY ask again under the same keys and gets the one answer there is. It fails with
   * another exception for a caller's bug; then nothing of the list was posted.
   */
  CompletableFuture<List<Verdict>> post(List<Transfer> transfers);
}
