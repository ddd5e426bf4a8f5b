package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What limits promise, wherever they are counted. */
abstract class RateLimitsContract {
  static final RateLimit TEN_A_MINUTE = new RateLimit(10, Duration.ofMinutes(1));

  /** Whatever else is in the store, these are this test's own. */
  private final String run = UUID.randomUUID().toString();

  abstract RateLimits limits();

  abstract void advance(Duration time);

  @Test
  void admitsTheLimitAndNoMore() {
    for (int left = 9; left >= 0; left--) {
      Decision decision = take("a", TEN_A_MINUTE);
      assertThat(decision.admitted()).isTrue();
      assertThat(decision.limit()).isEqualTo(10);
      assertThat(decision.remaining()).isEqualTo(left);
      assertThat(decision.retryAfterSeconds()).isZero();
      assertThat(decision.resetSeconds()).isBetween(60L, 65L);
    }
    Decision refused = take("a", TEN_A_MINUTE);
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.limit()).isEqualTo(10);
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfterSeconds()).isBetween(60L, 65L);
  }

  @Test
  void countsCallersApart() {
    exhaust("a");
    assertThat(admits("a")).isFalse();
    assertThat(admits("b")).isTrue();
  }

  @Test
  void admitsAgainWhenRetryAfterHasPassed() {
    for (int i = 0; i < 10; i++) {
      assertThat(admits("a")).isTrue();
      advance(Duration.ofSeconds(1));
    }
    Decision refused = take("a", TEN_A_MINUTE);
    assertThat(refused.retryAfterSeconds()).isBetween(48L, 56L);
    advance(Duration.ofSeconds(refused.retryAfterSeconds()));
    assertThat(admits("a")).isTrue();
  }

  @Test
  void frontsOfTheWindowSlide() {
    exhaust("a");
    advance(Duration.ofSeconds(54));
    assertThat(admits("a")).as("a minute is not over").isFalse();
    advance(Duration.ofSeconds(11));
    exhaust("a");
    advance(Duration.ofSeconds(54));
    assertThat(admits("a")).as("the next minute is not over").isFalse();
  }

  @Test
  void doesNotCountRefusedRequests() {
    exhaust("a");
    for (int i = 0; i < 100; i++) {
      advance(Duration.ofMillis(500));
      assertThat(admits("a")).isFalse();
    }
    advance(Duration.ofSeconds(15));
    assertThat(admits("a")).isTrue();
  }

  @Test
  void countsRefusedRequestsWhereItIsToldTo() {
    Charge charge = new Charge(run + "a", TEN_A_MINUTE, true);
    for (int i = 0; i < 10; i++) {
      assertThat(limits().take(List.of(charge)).admitted()).isTrue();
    }
    for (int i = 0; i < 30; i++) {
      advance(Duration.ofSeconds(5));
      assertThat(limits().take(List.of(charge)).admitted()).as("refusal %d", i).isFalse();
    }
    advance(Duration.ofSeconds(66));
    assertThat(limits().take(List.of(charge)).admitted()).isTrue();
  }

  @Test
  void aRequestThatOneLimitRefusesIsCountedByNone() {
    Charge hour = new Charge(run + "hour", new RateLimit(20, Duration.ofHours(1)));
    Charge minute = new Charge(run + "minute", TEN_A_MINUTE);
    for (int i = 0; i < 10; i++) {
      assertThat(limits().take(List.of(hour, minute)).admitted()).isTrue();
    }
    for (int i = 0; i < 50; i++) {
      assertThat(limits().take(List.of(hour, minute)).admitted()).isFalse();
    }
    assertThat(limits().take(List.of(hour)).remaining()).isEqualTo(9);
  }

  @Test
  void tellsOfTheLimitThatLeavesLeast() {
    Charge wide = new Charge(run + "wide", new RateLimit(1000, Duration.ofHours(1)));
    Charge narrow = new Charge(run + "narrow", TEN_A_MINUTE);
    assertThat(limits().take(List.of(wide, narrow)).remaining()).isEqualTo(9);
    assertThat(limits().take(List.of(narrow, wide)).remaining()).isEqualTo(8);
  }

  @Test
  void keepsCountWhenTheLimitChanges() {
    exhaust("a");
    assertThat(take("a", new RateLimit(12, Duration.ofMinutes(1))).remaining()).isEqualTo(1);
    assertThat(take("a", new RateLimit(5, Duration.ofMinutes(1))).admitted()).isFalse();
    assertThat(take("a", new RateLimit(11, Duration.ofMinutes(1))).admitted()).isFalse();
  }

  @Test
  void keepsCountWhenThePeriodChanges() {
    exhaust("a");
    assertThat(take("a", new RateLimit(10, Duration.ofSeconds(61))).admitted()).isFalse();
    assertThat(take("a", new RateLimit(10, Duration.ofHours(1))).admitted()).isFalse();
    advance(Duration.ofMinutes(59));
    assertThat(take("a", new RateLimit(10, Duration.ofHours(1))).admitted()).isFalse();
    advance(Duration.ofMinutes(7));
    assertThat(take("a", new RateLimit(10, Duration.ofHours(1))).admitted()).isTrue();
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

  final Decision take(String caller, RateLimit limit) {
    return limits().take(run + caller, limit);
  }

  final boolean admits(String caller) {
    return take(caller, TEN_A_MINUTE).admitted();
  }

  final void exhaust(String caller) {
    for (int i = 0; i < 10; i++) {
      assertThat(admits(caller)).isTrue();
    }
  }
}
