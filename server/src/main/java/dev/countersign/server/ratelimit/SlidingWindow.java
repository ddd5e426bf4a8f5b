package dev.countersign.server.ratelimit;

import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.util.Arrays;

/**
 * One caller's admitted requests in the latest period, as a ring of counts.
 *
 * <p>The period is divided into {@value #PARTS} parts. What lies in the running part and the
 * {@value #PARTS} before it counts, the oldest in full although its beginning may lie outside the
 * period already. So the limit is never exceeded in any stretch of one period, at the price of
 * freeing a place up to one part (a twelfth of the period) late. Memory is fixed, whatever the
 * limit.
 *
 * <p>NOTE: not safe for use by several threads at once; the owner sees to that.
 */
final class SlidingWindow {
  static final int PARTS = 12;

  private final int limit;
  private final long partNanos;
  private final int[] counts = new int[PARTS + 1];

  /** The number of the running part since the ticker's zero. */
  private long running;

  private int admitted;

  SlidingWindow(RateLimit limit, long now) {
    this.limit = limit.requests();
    this.partNanos = Math.ceilDiv(limit.period().toNanos(), PARTS);
    this.running = Math.floorDiv(now, partNanos);
  }

  /** Counts a request now, unless the limit is reached. */
  Decision check(long now) {
    advance(Math.floorDiv(now, partNanos));
    boolean free = admitted < limit;
    if (free) {
      counts[slot(running)]++;
      admitted++;
    }
    return new Decision(
        free, limit, limit - admitted, seconds(now, youngest()), free ? 0 : retry(now));
  }

  boolean isExhausted() {
    return admitted >= limit;
  }

  /**
   * Forgets the parts that have left the period. A ticker that stands still or goes back frees
   * none.
   */
  private void advance(long part) {
    if (part - running > PARTS) {
      Arrays.fill(counts, 0);
      admitted = 0;
      running = part;
    }
    while (running < part) {
      running++;
      admitted -= counts[slot(running)];
      counts[slot(running)] = 0;
    }
  }

  private long retry(long now) {
    long part = running - PARTS;
    while (counts[slot(part)] == 0) {
      part++;
    }
    return seconds(now, part);
  }

  /**
   * The latest part that holds a request; there is one, because one was just admitted or refused.
   */
  private long youngest() {
    long part = running;
    while (counts[slot(part)] == 0) {
      part--;
    }
    return part;
  }

  /** Until a part is forgotten, in whole seconds, at least one. */
  private long seconds(long now, long part) {
    long nanos = (part + PARTS + 1) * partNanos - now;
    return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
  }

  private static int slot(long part) {
    return Math.floorMod(part, PARTS + 1);
  }
}
