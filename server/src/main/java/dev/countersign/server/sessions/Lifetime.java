package dev.countersign.server.sessions;

import java.time.Duration;

/**
 * How long a session lasts.
 *
 * @param absolute from sign-in on, whatever happens
 * @param idle without any activity
 */
public record Lifetime(Duration absolute, Duration idle) {
  public Lifetime {
    if (!absolute.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("a session lasts for some time");
    }
  }
}
