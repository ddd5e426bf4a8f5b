package dev.countersign.server.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.HealthReport;
import dev.countersign.api.HealthReport.Check;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthChecksTests {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final HealthChecks checks =
      new HealthChecks(List.of(), Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMillis(200));

  @Test
  void isHealthyWhenEveryCheckSucceeds() {
    checks.add(check("a", () -> 1));
    checks.add(check("b", () -> 1));

    HealthReport report = checks.report();
    assertThat(report.overallHealthy()).isTrue();
    assertThat(report.timestamp()).isEqualTo(NOW);
    assertThat(report.checks()).containsOnlyKeys("a", "b");
    assertThat(report.checks().values())
        .allSatisfy(check -> {
          assertThat(check.healthy()).isTrue();
          assertThat(Objects.requireNonNull(check.durationMs()).scale()).isEqualTo(2);
          assertThat(check.error()).isNull();
        });
  }

  @Test
  void oneFailureMakesAllUnhealthyAndTellsNoInternals() {
    checks.add(check("good", () -> 1));
    checks.add(
        check(
            "away",
            () -> {
              throw new ConnectException("db.internal refused");
            }));
    checks.add(
        check(
            "broken",
            () -> {
              throw new IllegalStateException("secret");
            }));

    HealthReport report = checks.report();
    assertThat(report.overallHealthy()).isFalse();
    assertThat(report.checks())
        .containsAllEntriesOf(
            Map.of(
                "away", Check.unhealthy("Service temporarily unavailable"),
                "broken", Check.unhealthy("An unexpected error occurred")));
  }

  @Test
  void endsACheckThatTakesTooLong() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    checks.add(
        check(
            "slow",
            () -> {
              try {
                never.await();
              } catch (InterruptedException stopped) {
                interrupted.countDown();
              }
              return 0;
            }));

    assertThat(checks.report().checks())
        .containsEntry("slow", Check.unhealthy("Request timed out, please try again"));
    interrupted.await();
  }

  @Test
  void runsNoCheckAgainWithinHalfASecond() {
    AtomicInteger runs = new AtomicInteger();
    checks.add(check("counted", runs::incrementAndGet));
    for (int i = 0; i < 100; i++) {
      checks.report();
    }
    assertThat(runs).hasValueLessThan(5);
  }

  private static HealthCheck check(String name, Callable<Integer> work) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void check() throws Exception {
        work.call();
      }
    };
  }
}
