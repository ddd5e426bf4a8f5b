package dev.countersign.server.ratelimit;

import java.time.Duration;

/** Kinds of requests, each with a limit of its own. */
public enum RouteClass {
  /** Sign-in, registration and their like, per client address and path. */
  AUTH(10),
  /** What changes something. */
  WRITE(30),
  /** What only reads. */
  READ(100),
  /** What administrators do. */
  ADMIN(200),
  /** Everything else. */
  DEFAULT(60);

  private final int requestsPerMinute;

  RouteClass(int requestsPerMinute) {
    this.requestsPerMinute = requestsPerMinute;
  }

  /** The limit where the operator has set none. */
  RateLimit usual() {
    return new RateLimit(requestsPerMinute, Duration.ofMinutes(1));
  }
}
