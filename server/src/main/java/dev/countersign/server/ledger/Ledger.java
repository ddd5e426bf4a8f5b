package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one door through which money moves. Thread-safe. */
public interface Ledger {
  /**
   * Carries instructions out in order and answers one verdict for each, in order. Each is judged by
   * itself: one that is refused takes no other with it. The answer comes when what was done is
   * durable. What hangs on the future is to be short: others of the same commit are told after it.
   *
   * <p>The future fails with {@link LedgerBusy} when too much is waiting, and with {@link
   * LedgerUnavailable} when the store could not be asked, or did not say in time what it did; in
   * both cases the caller MAY ask again under the same keys and gets the one answer there is. It
   * fails with another exception for a caller's bug; then nothing of the list was done.
   */
  CompletableFuture<List<Verdict>> post(List<? extends Instruction> instructions);

  /**
   * Likewise, but all or none: where one is refused, every other is with {@link
   * Refusal.Reason#LINKED_REFUSED}. They MAY be of several payers. Which others it is linked with
   * belongs to each request: under its key, the same instruction alone or in another group is
   * another request.
   */
  CompletableFuture<List<Verdict>> postLinked(List<? extends Instruction> instructions);
}
