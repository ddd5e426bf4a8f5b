package dev.countersign.server.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery that failed is tried again: soon at first and ever more seldom, as the Standard
 * Webhooks specification recommends, never at the same moment as all others that failed with it,
 * and for the last time three days after it was queued.
 */
final class RetrySchedule {
  /** For how long a delivery is tried. */
  static final Duration LIFE = Duration.ofDays(3);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  // A pause is between four and six fifths of what it is on average.
  private static final int SHORTEST_PERMILLE = 800;
  private static final int SPREAD_PERMILLE = 401;

  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * When to try again; empty where it is to be given up.
   *
   * @param failed how many attempts have failed
   * @param asked how long the receiver asked to be left alone, where it did
   */
  Optional<Instant> next(Instant queuedAt, int failed, Instant now, @Nullable Duration asked) {
    Instant end = queuedAt.plus(LIFE);
    if (!now.isBefore(end)) {
      return Optional.empty();
    }
    Duration usual = PAUSES.get(Math.min(failed, PAUSES.size()) - 1);
    long permille = SHORTEST_PERMILLE + (long) random.nextInt(SPREAD_PERMILLE);
    Duration pause = usual.multipliedBy(permille).dividedBy(1_000);
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = asked;
    }
    Instant next = now.plus(pause);
    return Optional.of(next.isBefore(end) ? next : end);
  }
}
