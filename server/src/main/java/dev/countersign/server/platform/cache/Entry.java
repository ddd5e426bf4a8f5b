package dev.countersign.server.platform.cache;

import java.time.Duration;
import java.time.Instant;

/**
 * A value and the moment at which its look-up began.
 *
 * @param <V> the value's type
 */
record Entry<V>(V value, Instant askedAt) {
  // The clocks of two nodes are never quite alike.
  private static final Duration SKEW = Duration.ofSeconds(5);

  /** For how long it is still good: zero where it is too old, or from the future. */
  Duration left(Instant now, Duration age) {
    Duration old = Duration.between(askedAt, now);
    if (old.compareTo(age) >= 0 || old.compareTo(SKEW.negated()) < 0) {
      return Duration.ZERO;
    }
    return old.isNegative() ? age : age.minus(old);
  }
}
