package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryFailureThrottleTests extends FailureThrottleContract {
  private static final int NAMES_MAX = 200;

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);
  private final FailureThrottle throttle = new InMemoryFailureThrottle(FIVE, now::get, NAMES_MAX);

  @Override
  FailureThrottle throttle() {
    return throttle;
  }

  @Override
  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aFloodOfFreshNamesSetsNoThrottledOneFree() {
    for (int i = 0; i < 3 * NAMES_MAX; i++) {
      exhaust("throttled " + i);
    }
    for (int i = 0; i < 50 * NAMES_MAX; i++) {
      fail("fresh " + i);
    }
    for (int i = 0; i < 3 * NAMES_MAX; i++) {
      assertThat(delay("throttled " + i)).isPresent();
    }
  }
}
