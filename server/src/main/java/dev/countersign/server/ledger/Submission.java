package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A group, and how whoever waits for it is answered. */
record Submission(Group group, CompletableFuture<List<Verdict>> answer) {
  static Submission of(Group group) {
    return new Submission(group, new CompletableFuture<>());
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
