package dev.countersign.server.ratelimit;

import java.time.Duration;

/**
 * What limits cost a node in memory under a flood of callers that nobody has seen before. What they
 * cost in time is {@link RateLimitsBenchmark}. Lives in the package of what it measures, for that
 * shows itself to nobody else.
 *
 * <pre>
 * java -Xmx1g -XX:+UseCompactObjectHeaders -cp "$CP" dev.countersign.server.ratelimit.RateLimitsRun [callers]
 * </pre>
 */
public final class RateLimitsRun {
  private static final RateLimit LIMIT = new RateLimit(60, Duration.ofMinutes(1));

  private RateLimitsRun() {}

  static void main(String[] args) {
    int callers = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    flood(callers);
  }

  private static void flood(int callers) {
    long before = heap();
    WindowTable table = new WindowTable(WindowTable.WINDOWS_MAX);
    RateLimits limits = new InMemoryRateLimits(table, System::nanoTime, new byte[16]);
    long empty = heap() - before;
    while (limits.take("limited", LIMIT).admitted()) {
      // Until the limit is reached.
    }
    long begun = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      var _ = limits.take("address 2001:db8::" + i, LIMIT);
    }
    long took = System.nanoTime() - begun;
    System.out.printf(
        "%,d callers nobody has seen before: %.0f ns a check; heap %.1f MB empty, %.1f MB after;"
            + " %,d windows, %,d gave way%n",
        callers,
        (double) took / callers,
        empty / 1e6,
        (heap() - before) / 1e6,
        table.windows(),
        table.evictions());
    System.out.printf(
        "whoever was limited before the flood is admitted: %b%n",
        limits.take("limited", LIMIT).admitted());
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
