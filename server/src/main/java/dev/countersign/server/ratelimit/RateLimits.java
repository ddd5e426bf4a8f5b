package dev.countersign.server.ratelimit;

import java.util.List;
import java.util.Optional;

/**
 * Counts requests and says which are too many. In no stretch of a limit's period are more admitted
 * than it says; a place becomes free at most a twelfth of the period late. Thread-safe.
 */
public interface RateLimits {
  /**
   * Counts one request against several limits at once: it is admitted where all of them admit it,
   * and then counted by each.
   *
   * @return the verdict of the limit that refuses, or else of the one with the fewest left
   */
  Decision take(List<Charge> charges);

  /** What a request would be told that one of the limits refuses at this node; none is counted. */
  Optional<Decision> refusal(List<Charge> charges);

  /** Counts one request against one limit. */
  default Decision take(String identity, RateLimit limit) {
    return take(List.of(new Charge(identity, limit)));
  }

  /**
   * The verdict on one request.
   *
   * @param admitted whether it may go on
   * @param limit how many there may be in a period; 0 where limits are off
   * @param remaining how many more are admitted now
   * @param resetSeconds until all of the limit is free again
   * @param retryAfterSeconds until one more is admitted; 0 where one is now
   */
  record Decision(
      boolean admitted, int limit, int remaining, long resetSeconds, long retryAfterSeconds) {
    public static final Decision UNLIMITED = new Decision(true, 0, Integer.MAX_VALUE, 0, 0);

    public boolean isLimited() {
      return limit > 0;
    }

    /** The one of two that tells the caller more: the one that leaves less. */
    Decision tighter(Decision other) {
      return other.remaining < remaining ? other : this;
    }
  }
}
