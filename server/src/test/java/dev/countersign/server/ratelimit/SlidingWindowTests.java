package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlidingWindowTests {
  private static final long SECOND = 1_000_000_000L;
  private static final RateLimit TEN_A_MINUTE = new RateLimit(10, Duration.ofMinutes(1));

  /** Held against a log of every admitted request, on random arrivals from a seed. */
  @RepeatedTest(50)
  void neverExceedsTheLimitAndFreesPlacesInTime(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    RateLimit limit =
        new RateLimit(1 + random.nextInt(20), Duration.ofSeconds(1 + random.nextInt(120)));
    long period = limit.period().toNanos();
    long late = Math.ceilDiv(period, SlidingWindow.PARTS);
    long now = random.nextLong(-period, period);
    SlidingWindow window = window(limit, now);
    Deque<Long> log = new ArrayDeque<>();

    for (int i = 0; i < 2_000; i++) {
      now += pause(random, period, limit.requests());
      long time = now;
      long surely = log.stream().filter(at -> at > time - period - late).count();
      long exactly = log.stream().filter(at -> at > time - period).count();
      Decision decision = window.take(limit, false, now);

      if (decision.admitted()) {
        assertThat(exactly).as("seed %d, step %d", seed, i).isLessThan(limit.requests());
        log.addLast(now);
        assertThat(decision.retryAfterSeconds()).isZero();
      } else {
        assertThat(surely).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(limit.requests());
        assertThat(decision.remaining()).isZero();
        assertThat(decision.retryAfterSeconds())
            .isBetween(1L, Math.ceilDiv(period + late, SECOND) + 1);
      }
      assertThat(decision.resetSeconds()).isGreaterThanOrEqualTo(decision.retryAfterSeconds());
    }
  }

  /** Mostly a crowd, at times a lull of up to two periods. */
  private static long pause(Random random, long period, int requests) {
    return random.nextInt(20) == 0
        ? random.nextLong(2 * period)
        : random.nextLong(Math.max(2, 2 * period / (3L * requests)));
  }

  @Test
  void admitsAgainWhenRetryAfterHasPassed() {
    SlidingWindow window = window(TEN_A_MINUTE, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(window.take(TEN_A_MINUTE, false, i * SECOND).admitted()).isTrue();
    }
    Decision refused = window.take(TEN_A_MINUTE, false, 20 * SECOND);
    assertThat(refused.admitted()).isFalse();
    long later = 20 * SECOND + refused.retryAfterSeconds() * SECOND;
    assertThat(window.take(TEN_A_MINUTE, false, later).admitted()).isTrue();
  }

  @Test
  void isWholeAgainWhenResetHasPassed() {
    SlidingWindow window = window(TEN_A_MINUTE, 0);
    window.take(TEN_A_MINUTE, false, 0);
    Decision second = window.take(TEN_A_MINUTE, false, 30 * SECOND);
    Decision after = window.take(TEN_A_MINUTE, false, 30 * SECOND + second.resetSeconds() * SECOND);
    assertThat(after.remaining()).isEqualTo(9);
  }

  @Test
  void doesNotCountRefusedRequests() {
    SlidingWindow window = window(TEN_A_MINUTE, 0);
    for (int i = 0; i < 1_000; i++) {
      window.take(TEN_A_MINUTE, false, i);
    }
    assertThat(window.take(TEN_A_MINUTE, false, 66 * SECOND).remaining()).isEqualTo(9);
  }

  @Test
  void freesNothingWhenTimeGoesBack() {
    SlidingWindow window = window(TEN_A_MINUTE, 120 * SECOND);
    for (int i = 0; i < 10; i++) {
      window.take(TEN_A_MINUTE, false, 120 * SECOND);
    }
    assertThat(window.take(TEN_A_MINUTE, false, 0).admitted()).isFalse();
  }

  private static SlidingWindow window(RateLimit limit, long now) {
    return new SlidingWindow(new CallerKey(1, 2), limit.period(), now);
  }
}
