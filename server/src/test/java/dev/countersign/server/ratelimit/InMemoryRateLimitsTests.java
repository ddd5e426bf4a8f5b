package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryRateLimitsTests {
  private static final int CALLERS_MAX = 200;

  private final AtomicLong now = new AtomicLong();
  private final RateLimits limits =
      new InMemoryRateLimits(
          Map.of(RouteClass.AUTH, new RateLimit(10, Duration.ofMinutes(1))), now::get, CALLERS_MAX);

  @Test
  void countsCallersApart() {
    exhaust("a");
    assertThat(admits("a")).isFalse();
    assertThat(admits("b")).isTrue();
  }

  @Test
  void doesNotLimitClassesWithoutALimit() {
    assertThat(limits.check(RouteClass.READ, "a").isLimited()).isFalse();
  }

  @Test
  void aFloodOfFreshCallersSetsNoLimitedOneFree() {
    List<String> limited = new ArrayList<>();
    for (int i = 0; i < 3 * CALLERS_MAX; i++) {
      limited.add("limited " + i);
      exhaust("limited " + i);
    }
    for (int i = 0; i < 50 * CALLERS_MAX; i++) {
      limits.check(RouteClass.AUTH, "fresh " + i);
    }
    assertThat(limited).noneMatch(this::admits);
  }

  @Test
  void admitsALimitedCallerAfterThePeriod() {
    exhaust("a");
    now.addAndGet(Duration.ofSeconds(66).toNanos());
    assertThat(admits("a")).isTrue();
  }

  @Test
  void admitsExactlyTheLimitToCallersThatRace() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        answers.add(threads.submit(() -> admits("raced")));
      }
      int admitted = 0;
      for (Future<Boolean> answer : answers) {
        admitted += answer.get() ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(10);
    }
  }

  private boolean admits(String caller) {
    return limits.check(RouteClass.AUTH, caller).admitted();
  }

  private void exhaust(String caller) {
    for (int i = 0; i < 10; i++) {
      assertThat(admits(caller)).isTrue();
    }
  }
}
