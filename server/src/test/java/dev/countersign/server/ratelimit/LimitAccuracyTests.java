package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

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

  private record Logged(long at, boolean admitted) {}

  @RepeatedTest(3)
  void isNeverAboveTheLimitAndAtMostAPartEarly(RepetitionInfo repetition)
      throws InterruptedException, ExecutionException {
    RateLimits limits = inMemory();
    holdsExactly(run(repetition.getCurrentRepetition(), List.of(limits), () -> {}));
  }

  @Test
  void isNeverAboveTheLimitAndAtMostAPartEarlyOnNodesThatShareARedis()
      throws InterruptedException, ExecutionException {
    try (TestRedis server = TestRedis.start();
        Redis redis = TestRedisClient.patient(server)) {
      await().until(() -> redis.ask(RedisCommands::ping).isPresent());
      holdsExactly(run(4, List.of(inRedis(redis, "a"), inRedis(redis, "b")), () -> {}));
    }
  }

  /**
   * A Redis that is killed every two minutes, and comes back empty half a minute later. What the
   * eight threads at the other node were admitted in the round before, neither node can know.
   */
  @Test
  void isAboveTheLimitByAFewAtMostWhileRedisGoesAwayAndReturns()
      throws InterruptedException, ExecutionException {
    try (TestRedis server = TestRedis.start();
        Redis redis = TestRedisClient.patient(server)) {
      await().until(() -> redis.ask(RedisCommands::ping).isPresent());
      AtomicBoolean away = new AtomicBoolean();
      List<Logged> log =
          run(
              5,
              List.of(inRedis(redis, "a"), inRedis(redis, "b")),
              () -> {
                boolean turn = now.get() / (PERIOD / 2) % 4 == 3;
                if (turn && away.compareAndSet(false, true)) {
                  server.kill();
                } else if (!turn && away.compareAndSet(true, false)) {
                  server.startAgain();
                  await().until(() -> redis.ask(RedisCommands::ping).isPresent());
                }
              });
      long[] admitted = admitted(log);
      assertThat(admitted).hasSizeGreaterThan(5 * LIMIT.requests());
      assertThat(most(admitted)).isLessThanOrEqualTo(LIMIT.requests() + THREADS);
    }
  }

  private RateLimits inMemory() {
    return new InMemoryRateLimits(new WindowTable(256), now::get, new byte[16]);
  }

  private RateLimits inRedis(Redis redis, String node) {
    return new RedisRateLimits(
        redis,
        Hashes.SHA256,
        new InMemoryRateLimits(new WindowTable(256), now::get, new byte[16]),
        new NodeCount(redis, node.getBytes(StandardCharsets.UTF_8), now::get, 2),
        new RedisSharing(),
        Optional.of(now::get));
  }

  private static long[] admitted(List<Logged> log) {
    return log.stream().filter(Logged::admitted).mapToLong(Logged::at).sorted().toArray();
  }

  private static long most(long[] admitted) {
    long most = 0;
    for (long at : admitted) {
      most = Math.max(most, within(admitted, at, PERIOD));
    }
    return most;
  }

  private static void holdsExactly(List<Logged> log) {
    long[] admitted = admitted(log);
    assertThat(admitted).hasSizeGreaterThan(9 * LIMIT.requests());
    assertThat(most(admitted)).isLessThanOrEqualTo(LIMIT.requests());
    List<Logged> refused = log.stream().filter(logged -> !logged.admitted()).toList();
    assertThat(refused).isNotEmpty();
    for (Logged refusal : refused) {
      assertThat(within(admitted, refusal.at(), PERIOD + PART))
          .as("refused at %d", refusal.at())
          .isGreaterThanOrEqualTo(LIMIT.requests());
    }
  }

  private List<Logged> run(long seed, List<RateLimits> nodes, Runnable between)
      throws InterruptedException, ExecutionException {
    Random steps = new Random(seed);
    CyclicBarrier round =
        new CyclicBarrier(
            THREADS,
            () -> {
              now.addAndGet(steps.nextLong(1, 400_000_000L));
              between.run();
            });
    List<Logged> log = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<Logged>>> logs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed * THREADS + i);
        RateLimits limits = nodes.get(i % nodes.size());
        logs.add(threads.submit(() -> ask(limits, random, round)));
      }
      for (Future<List<Logged>> one : logs) {
        log.addAll(one.get());
      }
    }
    return log;
  }

  private List<Logged> ask(RateLimits limits, Random random, CyclicBarrier round)
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
