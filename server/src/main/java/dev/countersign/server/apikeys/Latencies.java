package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyUsage.Latency;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How long requests took, as counts in buckets whose bounds grow by a fifth, from 50 microseconds
 * to some seven seconds. A quantile read from them is a tenth off at most, and what is kept has the
 * same size for a thousand requests as for a billion.
 */
final class Latencies {
  static final int BUCKETS = 66;
  private static final double FIRST_NANOS = 50_000;
  private static final double GROWTH = 1.2;
  private static final double NANOS_PER_MILLI = 1_000_000;

  private Latencies() {}

  /** The bucket of a time. */
  static int bucketOf(long nanos) {
    double steps = Math.log(Math.max(nanos, 1) / FIRST_NANOS) / Math.log(GROWTH);
    return Math.clamp((long) Math.ceil(steps), 0, BUCKETS - 1);
  }

  /** What the counts tell of all that they counted. */
  static Latency of(long[] counts) {
    return new Latency(quantile(counts, 50), quantile(counts, 95), quantile(counts, 99));
  }

  private static BigDecimal quantile(long[] counts, int percent) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long wanted = Math.ceilDiv(all * percent, 100);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return millis(bucket);
      }
    }
    throw new IllegalArgumentException("nothing was counted");
  }

  // The middle of the bucket, by ratio.
  private static BigDecimal millis(int bucket) {
    double nanos = FIRST_NANOS * Math.pow(GROWTH, bucket - 0.5);
    return BigDecimal.valueOf(nanos / NANOS_PER_MILLI).setScale(2, RoundingMode.HALF_UP);
  }
}
