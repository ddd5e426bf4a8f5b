package dev.countersign.server.factors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How somebody stands with their second factors: wrong codes and codes sent, of all methods, all
 * challenges and all nodes together.
 *
 * <p>A six-digit code of an authenticator app is guessed with a chance of 3 in 1,000,000, for the
 * codes of three steps are good at a time; any other code with less. {@value #FAILURES_MAX} wrong
 * codes in any 24 hours make that 6 in 100,000 a day at most: under 1 in 10,000, however many ask
 * at once and however often they begin afresh. A right code forgives none, or every sign-in of the
 * owner would buy tries for somebody else.
 *
 * @param requiredSince since when a factor has been demanded of them
 * @param failures when codes were wrong, within a day
 * @param sendings when codes were sent, within an hour
 */
record FactorStanding(
    @Nullable Instant requiredSince, List<Instant> failures, List<Instant> sendings) {
  static final int FAILURES_MAX = 20;
  static final Duration FAILURES_WINDOW = Duration.ofHours(24);
  static final int SENDINGS_MAX = 5;
  static final Duration SENDINGS_WINDOW = Duration.ofHours(1);

  FactorStanding {
    failures = List.copyOf(failures);
    sendings = List.copyOf(sendings);
  }

  /** How long the next code has to wait; empty where it may come. */
  Optional<Duration> delay(Instant now) {
    return delay(failures, FAILURES_WINDOW, FAILURES_MAX, now);
  }

  /** How long before another code is sent; empty where it may be. */
  Optional<Duration> sendingDelay(Instant now) {
    return delay(sendings, SENDINGS_WINDOW, SENDINGS_MAX, now);
  }

  FactorStanding failed(Instant now) {
    return new FactorStanding(requiredSince, and(failures, FAILURES_WINDOW, now), sendings);
  }

  FactorStanding sent(Instant now) {
    return new FactorStanding(requiredSince, failures, and(sendings, SENDINGS_WINDOW, now));
  }

  private static Optional<Duration> delay(
      List<Instant> times, Duration window, int max, Instant now) {
    List<Instant> counting = within(times, window, now);
    if (counting.size() < max) {
      return Optional.empty();
    }
    // The wait ends when so many have gone that one more may come.
    Instant freed = counting.get(counting.size() - max).plus(window);
    return Optional.of(Duration.between(now, freed).plusSeconds(1));
  }

  private static List<Instant> and(List<Instant> times, Duration window, Instant now) {
    return Stream.concat(within(times, window, now).stream(), Stream.of(now)).toList();
  }

  // A clock that was set back leaves times ahead of it, which count until it has caught up.
  private static List<Instant> within(List<Instant> times, Duration window, Instant now) {
    return times.stream().filter(time -> time.isAfter(now.minus(window))).sorted().toList();
  }
}
