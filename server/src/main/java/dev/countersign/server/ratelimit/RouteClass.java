package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Locale;

/** Kinds of requests, each with a limit of its own. */
public enum RouteClass {
  /** Sign-in, registration and their like, per path. */
  AUTH(10),
  /** What changes something: POST, PUT, PATCH and DELETE. */
  WRITE(30),
  /** What only reads: GET and HEAD. */
  READ(100),
  /** Whatever administrators do. */
  ADMIN(200),
  /** Everything else, and whatever leads nowhere. */
  DEFAULT(60);

  private final int requestsPerMinute;

  RouteClass(int requestsPerMinute) {
    this.requestsPerMinute = requestsPerMinute;
  }

  /** The limit where nobody has set one. */
  RateLimit usual() {
    return new RateLimit(requestsPerMinute, Duration.ofMinutes(1));
  }

  /** The name in settings and answers. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a request whose path is no door and whose caller is no administrator. */
  static RouteClass ofMethod(String method) {
    return switch (method) {
      case "POST", "PUT", "PATCH", "DELETE" -> WRITE;
      case "GET", "HEAD" -> READ;
      default -> DEFAULT;
    };
  }
}
