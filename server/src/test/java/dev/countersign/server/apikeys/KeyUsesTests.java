package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ApiKeyUsage.Latency;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.apikeys.KeyUses.Batch;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.ratelimit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Counting what keys are used for. */
class KeyUsesTests {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final ApiKey KEY = key();

  @Test
  void countEachRequestOnceWhileOthersWrite() throws Exception {
    KeyUses uses = new KeyUses(InstantSource.fixed(NOW), 100);
    AtomicBoolean done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> written =
          threads.submit(() -> {
            long sum = 0;
            while (!done.get()) {
              sum += requests(uses.take());
            }
            return sum + requests(uses.take());
          });
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int status = 200 + i % 3;
        callers.add(
            threads.submit(() -> {
              for (int n = 0; n < 20_000; n++) {
                uses.note(KEY, request("/v1/account", status));
              }
            }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      done.set(true);
      assertThat(written.get()).isEqualTo(160_000);
    }
  }

  @Test
  void keepNoMoreThanThereIsRoomFor() {
    KeyUses uses = new KeyUses(InstantSource.fixed(NOW), 10);
    for (int i = 0; i < 25; i++) {
      uses.note(KEY, request("/v1/" + i, 200));
    }
    uses.note(KEY, request("/v1/1", 200));
    assertThat(uses.takeUncounted()).isEqualTo(15);
    assertThat(requests(uses.take())).isEqualTo(11);
  }

  @Test
  void putBackWhatCouldNotBeWritten() {
    KeyUses uses = new KeyUses(InstantSource.fixed(NOW), 10);
    uses.note(KEY, request("/v1/account", 200));
    Batch batch = uses.take();
    uses.note(KEY, request("/v1/account", 200));
    uses.putBack(batch);
    Batch all = uses.take();
    assertThat(requests(all)).isEqualTo(2);
    assertThat(all.places().values()).singleElement().extracting("requests").isEqualTo(2L);
  }

  @Test
  void tellQuantilesToATenth() {
    long[] counts = new long[Latencies.BUCKETS];
    for (long micros = 1_000; micros <= 100_000; micros += 10) {
      counts[Latencies.bucketOf(micros * 1_000)]++;
    }
    Latency latency = Latencies.of(counts);
    assertThat(latency.p50().doubleValue()).isBetween(50.5 * 0.9, 50.5 * 1.1);
    assertThat(latency.p95().doubleValue()).isBetween(95.05 * 0.9, 95.05 * 1.1);
    assertThat(latency.p99().doubleValue()).isBetween(99.01 * 0.9, 99.01 * 1.1);
    assertThat(Latencies.bucketOf(0)).isZero();
    assertThat(Latencies.bucketOf(Long.MAX_VALUE)).isEqualTo(Latencies.BUCKETS - 1);
  }

  private static long requests(Batch batch) {
    return batch.uses().values().stream().mapToLong(KeyUses.Count::requests).sum();
  }

  private static KeyUses.Request request(String endpoint, int status) {
    return new KeyUses.Request("GET", endpoint, status, 1_000_000, "192.0.2.1", "test");
  }

  private static ApiKey key() {
    return new ApiKey(
        new ApiKeyId(new UUID(1, 1)),
        TenantId.DEFAULT,
        new UserId(new UUID(2, 2)),
        new UserId(new UUID(2, 2)),
        "test",
        "cs_test_000000000000",
        Permissions.of(Permission.READ),
        new KeyBounds(List.of(), List.of()),
        new RateLimit(1000, Duration.ofHours(1)),
        NOW,
        NOW.plus(Duration.ofDays(90)),
        null,
        null);
  }
}
