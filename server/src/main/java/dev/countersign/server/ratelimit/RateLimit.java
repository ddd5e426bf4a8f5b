package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests within any stretch of time of a length.
 *
 * @param requests at least one
 * @param period at least a second, at most a day
 */
public record RateLimit(int requests, Duration period) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,5})([smh])");
  private static final Duration PERIOD_MAX = Duration.ofDays(1);

  public RateLimit {
    if (requests < 1) {
      throw new IllegalArgumentException("a rate limit admits at least one request");
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(PERIOD_MAX) > 0) {
      throw new IllegalArgumentException("a rate limit's period is from one second to one day");
    }
  }

  /** Reads {@code 10/1m}: ten a minute. */
  public static RateLimit parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a rate limit looks like 10/1m");
    }
    long count = Long.parseLong(matcher.group(2));
    Duration period =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    return new RateLimit(Integer.parseInt(matcher.group(1)), period);
  }

  /** The form that {@link #parse} reads. */
  public String text() {
    long seconds = period.toSeconds();
    if (seconds % 3600 == 0) {
      return requests + "/" + seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? requests + "/" + seconds / 60 + "m" : requests + "/" + seconds + "s";
  }

  /** What each of several nodes may admit when they cannot count together; at least one. */
  RateLimit share(int nodes) {
    return new RateLimit(Math.max(1, requests / nodes), period);
  }
}
