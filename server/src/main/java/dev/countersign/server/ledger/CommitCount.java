package dev.countersign.server.ledger;

import java.util.concurrent.atomic.LongAdder;

/** How many commits there were, how long they took and what they carried. Thread-safe. */
final class CommitCount {
  private final LongAdder commits = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder movements = new LongAdder();

  /** Notes one commit, from the first of its statements to its end. */
  void note(int carried, long took) {
    commits.increment();
    nanos.add(took);
    movements.add(carried);
  }

  long commits() {
    return commits.sum();
  }

  long nanos() {
    return nanos.sum();
  }

  long movements() {
    return movements.sum();
  }
}
