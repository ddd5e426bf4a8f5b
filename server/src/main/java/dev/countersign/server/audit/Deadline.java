package dev.countersign.server.audit;

import java.time.Duration;

/** A moment by which to be done. */
record Deadline(long nanoTime) {
  private static final Duration LONGEST = Duration.ofDays(365);

  static Deadline in(Duration time) {
    Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - nanoTime >= 0;
  }
}
