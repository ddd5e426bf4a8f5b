package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Notices when sign-ins fail more than five times in five minutes under one name, whoever they come
 * from and whether or not it is anybody's. It says so once in that time.
 */
public final class FailureAlarm {
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final RateLimit TOLERATED = new RateLimit(5, WITHIN);
  private static final RateLimit SAID = new RateLimit(1, WITHIN);

  private final RateLimits limits;
  private final boolean on;
  private final LongAdder raised = new LongAdder();

  FailureAlarm(RateLimits limits, boolean on) {
    this.limits = limits;
    this.on = on;
  }

  /** Counts a failure under a name; true where it is time to raise the alarm. */
  public boolean failed(String name) {
    boolean alarming =
        on
            && !limits.take("failures " + name, TOLERATED).admitted()
            && limits.take("alarm " + name, SAID).admitted();
    if (alarming) {
      raised.increment();
    }
    return alarming;
  }

  /** How often it was raised. */
  long raised() {
    return raised.sum();
  }
}
