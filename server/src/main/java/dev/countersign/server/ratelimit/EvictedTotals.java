package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What windows had counted that gave way to others, in fixed memory.
 *
 * <p>A total is kept in two cells that its key's hash names, each holding the highest of all that
 * were kept there; asked for a key, the lower of its two is told. So the answer is never below what
 * was kept for that key, and above it only where others share both cells (a count-min sketch of
 * maxima, Cormode and Muthukrishnan 2005). Whoever comes back is held against at least what they
 * had; under a flood of fresh keys strangers are held against too much, and nobody against too
 * little.
 *
 * <p>A total is kept for at least its period: there are two generations of cells for periods of a
 * similar length, and the older one is emptied when it has become too old to matter.
 */
final class EvictedTotals {
  /** Periods up to 4, 16, 64 … 262,144 seconds share their cells. */
  private static final int LENGTHS = 9;

  private final int cells;
  private final @Nullable Generations[] lengths = new @Nullable Generations[LENGTHS];

  /**
   * @param cells of one row, a power of two
   */
  EvictedTotals(int cells) {
    this.cells = cells;
  }

  synchronized void keep(CallerKey key, long total, Duration period, long now) {
    int length = length(period);
    Generations kept = lengths[length];
    if (kept == null) {
      kept = new Generations(cells, seconds(length));
      lengths[length] = kept;
    }
    kept.keep(key, (int) Math.min(total, Integer.MAX_VALUE / 2), now);
  }

  synchronized int of(CallerKey key, Duration period, long now) {
    Generations kept = lengths[length(period)];
    return kept == null ? 0 : kept.of(key, now);
  }

  private static int length(Duration period) {
    int length = 0;
    // One more, for a fraction of a second.
    while (seconds(length) < period.toSeconds() + 1) {
      length++;
    }
    return length;
  }

  private static long seconds(int length) {
    return 1L << (2 * length + 2);
  }

  private static final class Generations {
    private final long nanos;
    private final int cells;
    private int[] younger;
    private int[] older;
    private long epoch = Long.MIN_VALUE;

    Generations(int cells, long seconds) {
      this.cells = cells;
      // A window outlives its period by a part.
      this.nanos = Duration.ofSeconds(seconds).toNanos() / 12 * 13 + 1;
      this.younger = new int[2 * cells];
      this.older = new int[2 * cells];
    }

    void keep(CallerKey key, int total, long now) {
      advance(now);
      younger[first(key)] = Math.max(younger[first(key)], total);
      younger[second(key)] = Math.max(younger[second(key)], total);
    }

    int of(CallerKey key, long now) {
      advance(now);
      return Math.min(
          Math.max(younger[first(key)], older[first(key)]),
          Math.max(younger[second(key)], older[second(key)]));
    }

    private void advance(long now) {
      long next = Math.floorDiv(now, nanos);
      if (next <= epoch) {
        return;
      }
      if (next - 1 == epoch) {
        int[] oldest = older;
        older = younger;
        younger = oldest;
      } else {
        Arrays.fill(older, 0);
      }
      Arrays.fill(younger, 0);
      epoch = next;
    }

    private int first(CallerKey key) {
      return (int) key.low() & (cells - 1);
    }

    private int second(CallerKey key) {
      return cells + ((int) (key.low() >>> 32) & (cells - 1));
    }
  }
}
