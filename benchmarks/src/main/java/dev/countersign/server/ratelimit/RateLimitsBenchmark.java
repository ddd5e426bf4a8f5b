package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a limit adds to a request, counted in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RateLimitsBenchmark {
  private static final RateLimit LIMIT = new RateLimit(60, Duration.ofMinutes(1));

  /** How many there are, of whom each request is by any. */
  @Param({"1", "1000", "100000"})
  public int callers;

  private final RateLimits limits =
      new InMemoryRateLimits(
          new WindowTable(WindowTable.WINDOWS_MAX), System::nanoTime, new byte[16]);

  private String[] identities = new String[0];

  @Setup
  public void name() {
    identities = new String[callers];
    for (int i = 0; i < callers; i++) {
      identities[i] =
          "user 0190a000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", i) + " read 0";
    }
  }

  /** One check; with {@code -t 4} by four threads at once. */
  @Benchmark
  public Object check() {
    return limits.take(identities[ThreadLocalRandom.current().nextInt(callers)], LIMIT);
  }
}
