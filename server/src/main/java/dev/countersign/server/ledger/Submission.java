package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A group, and how whoever waits for it is answered. */
record Submission(Group group, CompletableFuture<List<Verdict>> answer) {
  static Submission of(Group group) {
    return new Submission(group, new CompletableFuture<>());
  }

  void succeed(List<Verdict> verdicts) {
    answer.complete(verdicts);
  }

  void fail(RuntimeException cause) {
    answer.completeExceptionally(cause);
  }
}
