package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class InMemoryRateLimitsTests extends RateLimitsContract {
  private static final int WINDOWS_MAX = 256;

  private final AtomicLong now = new AtomicLong();
  private final WindowTable table = new WindowTable(WINDOWS_MAX);
  private final RateLimits limits = new InMemoryRateLimits(table, now::get, new byte[16]);

  @Override
  RateLimits limits() {
    return limits;
  }

  @Override
  void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aFloodOfFreshCallersSetsNoLimitedOneFree() {
    List<String> limited = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      limited.add("limited " + i);
      exhaust("limited " + i);
    }
    for (int i = 0; i < 200 * WINDOWS_MAX; i++) {
      admits("fresh " + i);
    }
    assertThat(limited).noneMatch(this::admits);
    assertThat(table.windows()).isLessThanOrEqualTo(WINDOWS_MAX);
    assertThat(table.evictions()).isPositive();
  }

  @Test
  void aFloodOfLimitedCallersSetsNoneOfThemFree() {
    for (int i = 0; i < 2 * WINDOWS_MAX; i++) {
      while (admits("limited " + i)) {
        // Until the limit is reached.
      }
    }
    for (int i = 0; i < 2 * WINDOWS_MAX; i++) {
      assertThat(admits("limited " + i)).isFalse();
    }
  }

  /** Far more callers than windows, held against an exact log of each. */
  @RepeatedTest(5)
  void neverAdmitsMoreThanTheLimitUnderPressure(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<Integer, List<Long>> admitted = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      advance(Duration.ofMillis(random.nextInt(20)));
      int caller = random.nextInt(random.nextBoolean() ? 50 : 4 * WINDOWS_MAX);
      if (admits("caller " + caller)) {
        List<Long> log = admitted.computeIfAbsent(caller, _ -> new ArrayList<>());
        log.removeIf(at -> at <= now.get() - TEN_A_MINUTE.period().toNanos());
        log.add(now.get());
        assertThat(log).hasSizeLessThanOrEqualTo(TEN_A_MINUTE.requests());
      }
    }
    assertThat(table.evictions()).isPositive();
  }

  @Test
  void forgetsWhatAFloodLeftWhenItIsOver() {
    for (int i = 0; i < 200 * WINDOWS_MAX; i++) {
      admits("fresh " + i);
    }
    advance(Duration.ofMinutes(3));
    for (int i = 0; i < WINDOWS_MAX / 4; i++) {
      exhaust("later " + i);
    }
  }

  @Test
  void dropsEmptyWindowsEveryFiveMinutes() {
    for (int i = 0; i < WINDOWS_MAX / 4; i++) {
      admits("early " + i);
    }
    advance(Duration.ofMinutes(5));
    admits("late");
    await().untilAsserted(() -> assertThat(table.windows()).isOne());
  }
}
