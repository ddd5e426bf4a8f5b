package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

/**
 * What limits cost a node: time at each request, and memory under a flood of callers that nobody
 * has seen before. Lives in the package of what it measures, for that shows itself to nobody else.
 *
 * <pre>
 * java -Xmx1g -XX:+UseCompactObjectHeaders -cp "$CP" dev.countersign.server.ratelimit.RateLimitsRun [callers]
 * </pre>
 */
public final class RateLimitsRun {
  private static final RateLimit LIMIT = new RateLimit(60, Duration.ofMinutes(1));
  private static final int ASKED = 2_000_000;
  private static final int THREADS = 4;

  private RateLimitsRun() {}

  static void main(String[] args) throws InterruptedException {
    int callers = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    checks();
    contended();
    flood(callers);
  }

  private static void checks() {
    for (int known : new int[] {1, 1_000, 100_000}) {
      WindowTable table = new WindowTable(WindowTable.WINDOWS_MAX);
      RateLimits limits = new InMemoryRateLimits(table, System::nanoTime, new byte[16]);
      String[] identities = new String[known];
      for (int i = 0; i < known; i++) {
        identities[i] =
            "user 0190a000-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", i) + " read 0";
      }
      Random random = new Random(1);
      LongConsumer ask = _ -> limits.take(identities[random.nextInt(known)], LIMIT);
      measure(ask);
      System.out.printf("one of %,d callers: %.0f ns a check%n", known, measure(ask));
    }
  }

  private static double measure(LongConsumer ask) {
    long begun = System.nanoTime();
    for (int i = 0; i < ASKED; i++) {
      ask.accept(i);
    }
    return (double) (System.nanoTime() - begun) / ASKED;
  }

  private static void contended() throws InterruptedException {
    RateLimits limits =
        new InMemoryRateLimits(
            new WindowTable(WindowTable.WINDOWS_MAX), System::nanoTime, new byte[16]);
    CountDownLatch done = new CountDownLatch(THREADS);
    long begun = System.nanoTime();
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform()
          .start(() -> {
            measure(_ -> limits.take("one", LIMIT));
            done.countDown();
          });
    }
    done.await();
    System.out.printf(
        "%d threads at one caller: %.0f ns a check%n",
        THREADS, (double) (System.nanoTime() - begun) / ASKED);
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
