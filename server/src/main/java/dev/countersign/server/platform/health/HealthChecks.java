package dev.countersign.server.platform.health;

import dev.countersign.api.HealthReport;
import dev.countersign.api.HealthReport.Check;
import dev.countersign.server.platform.problem.PublicSentence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of checks. It runs them side by side, each within a time limit, and at most once per
 * half second however often it is asked, because nobody has to sign in to ask.
 */
public final class HealthChecks {
  static final Duration FRESH = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

  private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();
  private final Clock clock;
  private final Duration limit;
  private @Nullable HealthReport latest;
  private long latestAt;

  public HealthChecks(List<HealthCheck> checks, Clock clock, Duration limit) {
    checks.forEach(this::add);
    this.clock = clock;
    this.limit = limit;
  }

  /** Adds a check, or replaces the one of the same name. */
  public void add(HealthCheck check) {
    checks.put(check.name(), check);
  }

  /** Runs every check, or tells the outcome of a run just past. */
  public synchronized HealthReport report() {
    HealthReport known = latest;
    // Measured apart from the clock, which may be set, or stand still in a test.
    if (known == null || System.nanoTime() - latestAt >= FRESH.toNanos()) {
      known = run(clock.instant());
      latest = known;
      latestAt = System.nanoTime();
    }
    return known;
  }

  /** Whether the service can do its work: every check that it needs succeeded. */
  public boolean isReady(HealthReport report) {
    return report.checks().entrySet().stream()
        .allMatch(check -> check.getValue().healthy() || !isRequired(check.getKey()));
  }

  private boolean isRequired(String name) {
    HealthCheck check = checks.get(name);
    return check == null || check.isRequired();
  }

  private HealthReport run(Instant now) {
    Map<String, Check> outcomes = new LinkedHashMap<>();
    // Not closed by try-with-resources: closing waits for a check that does not end.
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Map<String, Future<Duration>> running = new LinkedHashMap<>();
      checks.forEach((name, check) -> running.put(name, executor.submit(() -> timed(check))));
      running.forEach((name, future) -> outcomes.put(name, outcome(name, future)));
    } finally {
      executor.shutdownNow();
    }
    return new HealthReport(outcomes.values().stream().allMatch(Check::healthy), outcomes, now);
  }

  private static Duration timed(HealthCheck check) throws Exception {
    long started = System.nanoTime();
    check.check();
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private Check outcome(String name, Future<Duration> future) {
    try {
      Duration took = future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return Check.healthy(BigDecimal.valueOf(took.toNanos(), 6).setScale(2, RoundingMode.HALF_UP));
    } catch (ExecutionException failed) {
      return unhealthy(name, failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException late) {
      return unhealthy(name, late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return unhealthy(name, stopped);
    }
  }

  private static Check unhealthy(String name, Throwable failure) {
    if (failure instanceof UnhealthyException found) {
      return Check.unhealthy(found.sentence());
    }
    LOG.warn("The health check {} failed", name, failure);
    return Check.unhealthy(PublicSentence.of(failure));
  }
}
