package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A list that somebody waits for. */
record Submission(List<Transfer> transfers, CompletableFuture<List<Verdict>> answer) {
  static Submission of(List<Transfer> transfers) {
    return new Submission(List.copyOf(transfers), new CompletableFuture<>());
  }

  // On a thread of its own, for what hangs on the answer may take its time, and the committer has
  // none.
  void succeed(List<Verdict> verdicts) {
    Thread.startVirtualThread(() -> answer.complete(verdicts));
  }

  void fail(RuntimeException cause) {
    Thread.startVirtualThread(() -> answer.completeExceptionally(cause));
  }
}
