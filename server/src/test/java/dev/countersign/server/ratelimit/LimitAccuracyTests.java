package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Sixteen threads at one window for ten minutes, held against an exact log. Time passes between
 * rounds only, so the log knows when each request was counted.
 */
class LimitAccuracyTests {
  private static final int THREADS = 16;
  private static final RateLimit LIMIT = new RateLimit(100, Duration.ofMinutes(1));
  private static final long PERIOD = LIMIT.period().toNanos();
  private static final long PART = PERIOD / SlidingWindow.PARTS;
  private static final long END = Duration.ofMinutes(10).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final RateLimits limits =
      new InMemoryRateLimits(new WindowTable(256), now::get, new byte[16]);

  private record Logged(long at, boolean admitted) {}

  @RepeatedTest(3)
  void isNeverAboveTheLimitAndAtMostAPartEarly(RepetitionInfo repetition)
      throws InterruptedException, ExecutionException {
    List<Logged> log = run(repetition.getCurrentRepetition());
    long[] admitted =
        log.stream().filter(Logged::admitted).mapToLong(Logged::at).sorted().toArray();
    assertThat(admitted).hasSizeGreaterThan(9 * LIMIT.requests());

    for (int i = 0; i < admitted.length; i++) {
      assertThat(within(admitted, admitted[i], PERIOD)).isLessThanOrEqualTo(LIMIT.requests());
    }
    List<Logged> refused = log.stream().filter(logged -> !logged.admitted()).toList();
    assertThat(refused).isNotEmpty();
    for (Logged refusal : refused) {
      assertThat(within(admitted, refusal.at(), PERIOD + PART))
          .as("refused at %d", refusal.at())
          .isGreaterThanOrEqualTo(LIMIT.requests());
    }
  }

  private List<Logged> run(long seed) throws InterruptedException, ExecutionException {
    Random steps = new Random(seed);
    CyclicBarrier round =
        new CyclicBarrier(THREADS, () -> now.addAndGet(steps.nextLong(1, 400_000_000L)));
    List<Logged> log = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<Logged>>> logs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed * THREADS + i);
        logs.add(threads.submit(() -> ask(random, round)));
      }
      for (Future<List<Logged>> one : logs) {
        log.addAll(one.get());
      }
    }
    return log;
  }

  private List<Logged> ask(Random random, CyclicBarrier round)
      throws InterruptedException, BrokenBarrierException {
    List<Logged> log = new ArrayList<>();
    while (now.get() < END) {
      // At times a crowd, at times hardly anybody.
      boolean crowd = now.get() / PART % 3 == 0;
      if (random.nextInt(100) < (crowd ? 60 : 4)) {
        log.add(new Logged(now.get(), limits.take("one", LIMIT).admitted()));
      }
      round.await();
    }
    return log;
  }

  /** How many of the times lie in a stretch up to an end. */
  private static long within(long[] times, long end, long length) {
    long count = 0;
    for (long time : times) {
      count += time > end - length && time <= end ? 1 : 0;
    }
    return count;
  }
}
