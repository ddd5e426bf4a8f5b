package dev.countersign.server.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A group, and how whoever waits for it is answered.
 *
 * @param since when it came, by {@link System#nanoTime()}
 */
record Submission(Group group, CompletableFuture<List<Verdict>> answer, long since) {
  static Submission of(Group group) {
    return new Submission(group, new CompletableFuture<>(), System.nanoTime());
  }

  boolean hasWaited(Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  void succeed(List<Verdict> verdicts) {
    answer.complete(verdicts);
  }

  void fail(RuntimeException cause) {
    answer.completeExceptionally(cause);
  }
}
