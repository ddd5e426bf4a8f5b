package dev.countersign.server.ratelimit;

/** Counts requests and says which are too many. */
public interface RateLimits {
  /**
   * Counts one request if it is admitted.
   *
   * @param routes which limit applies
   * @param identifier who asks, such as an address or a user's id; unlike callers must differ
   */
  Decision check(RouteClass routes, String identifier);

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
    static final Decision UNLIMITED = new Decision(true, 0, Integer.MAX_VALUE, 0, 0);

    public boolean isLimited() {
      return limit > 0;
    }
  }
}
