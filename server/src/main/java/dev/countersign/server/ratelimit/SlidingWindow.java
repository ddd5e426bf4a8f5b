package dev.countersign.server.ratelimit;

import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One caller's counted requests in the latest period, as a ring of counts.
 *
 * <p>The period is divided into {@value #PARTS} parts. What lies in the running part and the
 * {@value #PARTS} before it counts, the oldest in full although its beginning may lie outside the
 * period already. So the limit is never exceeded in any stretch of one period, at the price of
 * freeing a place up to one part (a twelfth of the period) late. Memory is fixed, whatever the
 * limit.
 *
 * <p>Where nodes count together in Redis, this is what one of them has admitted. It knows what of
 * that Redis has not been told, and what was left to this node when Redis last said anything.
 *
 * <p>NOTE: not safe for use by several threads at once; the owner sees to that.
 */
final class SlidingWindow {
  static final int PARTS = 12;

  private final CallerKey key;
  private final int[] counts = new int[PARTS + 1];
  private Duration period;
  private long partNanos;

  /** The number of the running part since the ticker's zero. */
  private long running;

  private long total;

  /** How many of the counted requests Redis has not been told of. */
  private int untold;

  /** The state of Redis that was told of the others; zero where none was asked yet. */
  private long toldTo;

  /** How many may count here while nothing can be asked, until a moment. */
  private int allowedApart;

  private long allowedApartUntil = Long.MIN_VALUE;

  SlidingWindow(CallerKey key, Duration period, long now) {
    this.key = key;
    this.period = period;
    this.partNanos = partNanos(period);
    this.running = Math.floorDiv(now, partNanos);
  }

  CallerKey key() {
    return key;
  }

  Duration period() {
    return period;
  }

  /** Counts a request now, unless the limit is reached. */
  Decision take(RateLimit limit, boolean countsRefused, long now) {
    advance(now);
    fit(limit.period(), now);
    boolean free = total < limit.requests();
    if (free || countsRefused) {
      count(limit.requests());
    }
    int left = (int) Math.max(0, limit.requests() - total);
    return new Decision(
        free,
        limit.requests(),
        left,
        seconds(now, youngest()),
        free ? 0 : seconds(now, opening(limit.requests())));
  }

  /** What a request would be told now that is one too many; {@code null} where it is none. */
  @Nullable Decision refusal(RateLimit limit, long now) {
    advance(now);
    fit(limit.period(), now);
    return total < limit.requests()
        ? null
        : new Decision(
            false,
            limit.requests(),
            0,
            seconds(now, youngest()),
            seconds(now, opening(limit.requests())));
  }

  /** Counts a request that something else has admitted. */
  void count(RateLimit limit, long now) {
    advance(now);
    fit(limit.period(), now);
    count(limit.requests());
  }

  /** Counts a request now that Redis cannot be asked about, unless this node has had its part. */
  Decision takeApart(RateLimit limit, int nodes, boolean countsRefused, long now) {
    advance(now);
    fit(limit.period(), now);
    int share = limit.share(nodes).requests();
    boolean bound = now < allowedApartUntil && allowedApart < share;
    int most = bound ? allowedApart : share;
    boolean free = total < most;
    if (free || countsRefused) {
      long before = total;
      count(limit.requests());
      untold += (int) (total - before);
    }
    return new Decision(
        free,
        share,
        (int) Math.max(0, most - total),
        seconds(now, youngest()),
        free ? 0 : bound ? seconds(allowedApartUntil - now) : seconds(now, opening(share)));
  }

  /**
   * What Redis has to be told. It counts as told with that.
   *
   * @param state of Redis; where it is another than was told, all of it was lost
   */
  int tell(RateLimit limit, long state, long now) {
    advance(now);
    fit(limit.period(), now);
    boolean lost = toldTo != 0 && toldTo != state;
    int debt = (int) (lost ? total : Math.min(untold, total));
    untold = 0;
    toldTo = state;
    return debt;
  }

  /** What was to be told did not arrive. */
  void owe(int debt) {
    untold += debt;
  }

  /**
   * What Redis says of all nodes.
   *
   * @param everywhere how many count at all nodes together
   */
  void hear(RateLimit limit, long everywhere, int nodes, long now) {
    advance(now);
    long room = Math.max(0, limit.requests() - everywhere);
    allowedApart = (int) Math.min(Integer.MAX_VALUE, total + room / nodes);
    allowedApartUntil = now + (PARTS + 1) * partNanos;
  }

  /** Takes a request back that something else has refused, while its part still runs. */
  void giveBack(long now) {
    advance(now);
    int slot = slot(running);
    if (counts[slot] > 0) {
      counts[slot]--;
      total--;
      untold = Math.max(0, untold - 1);
    }
  }

  /** How many requests count now. */
  long total(long now) {
    advance(now);
    return total;
  }

  /** Takes so many requests for counted now. */
  void inherit(int requests) {
    counts[slot(running)] += requests;
    total += requests;
  }

  // A part that has reached the limit refuses everything by itself; more in it changes nothing.
  private void count(int most) {
    int slot = slot(running);
    if (counts[slot] < most) {
      counts[slot]++;
      total++;
    }
  }

  /**
   * Forgets the parts that have left the period. A ticker that stands still or goes back frees
   * none.
   */
  private void advance(long now) {
    long part = Math.floorDiv(now, partNanos);
    if (part - running > PARTS) {
      Arrays.fill(counts, 0);
      total = 0;
      running = part;
    }
    while (running < part) {
      running++;
      total -= counts[slot(running)];
      counts[slot(running)] = 0;
    }
  }

  /** A limit with another period: what counted before counts from now on for all of it. */
  private void fit(Duration asked, long now) {
    if (!asked.equals(period)) {
      period = asked;
      partNanos = partNanos(asked);
      running = Math.floorDiv(now, partNanos);
      Arrays.fill(counts, 0);
      counts[slot(running)] = (int) Math.min(total, Integer.MAX_VALUE / 2);
      total = counts[slot(running)];
    }
  }

  /** The part with which enough is forgotten for one more request. */
  private long opening(int requests) {
    long left = total;
    long part = running - PARTS;
    left -= counts[slot(part)];
    while (left >= requests) {
      part++;
      left -= counts[slot(part)];
    }
    return part;
  }

  /** The latest part that holds a request; the running one where none does. */
  private long youngest() {
    for (long part = running; part >= running - PARTS; part--) {
      if (counts[slot(part)] > 0) {
        return part;
      }
    }
    return running;
  }

  /** Until a part is forgotten, in whole seconds, at least one. */
  private long seconds(long now, long part) {
    return seconds((part + PARTS + 1) * partNanos - now);
  }

  private static long seconds(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
  }

  private static long partNanos(Duration period) {
    return Math.ceilDiv(period.toNanos(), PARTS);
  }

  private static int slot(long part) {
    return Math.floorMod(part, PARTS + 1);
  }
}
