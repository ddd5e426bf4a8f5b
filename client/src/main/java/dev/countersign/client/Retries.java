package dev.countersign.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides whether a failed call is sent again, and when. */
final class Retries {
  private final ClientConfig config;
  private final RandomGenerator random;

  Retries(ClientConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /** How long to wait before the next attempt; empty when there is none. */
  Optional<Duration> waitAfter(Call<?> call, int attempts, Throwable failure) {
    if (!call.repeatable() || attempts >= config.attemptsMax()) {
      return Optional.empty();
    }
    return switch (failure) {
      case NetworkException e -> Optional.of(backOff(attempts));
      case ServiceException e when e.status() == 503 -> {
        Duration asked = e.retryAfter() == null ? Duration.ZERO : e.retryAfter();
        // Longer than the longest wait: the caller is better placed to decide.
        yield asked.compareTo(config.backOffMax()) > 0
            ? Optional.empty()
            : Optional.of(longer(asked, backOff(attempts)));
      }
      default -> Optional.empty();
    };
  }

  /** Doubles with each attempt; at least half of it always, so that clients spread out. */
  private Duration backOff(int attempts) {
    long full = config.backOff().toMillis() << Math.min(attempts - 1, 20);
    long bounded = Math.max(2, Math.min(full, config.backOffMax().toMillis()));
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
