package dev.countersign.server.ratelimit;

import java.time.Duration;

/**
 * The failures under one name, and the wait that they led to. The first wait is a thirtieth of the
 * period (30 seconds of 15 minutes), each further failure doubles it, and it is never longer than
 * the period. A period without a failure, after the wait, forgets them all.
 *
 * <p>NOTE: not safe for use by several threads at once; the owner sees to that.
 */
final class FailureCount {
  private static final int FIRST_WAIT_PART = 30;
  private static final int DOUBLINGS_MAX = 20;

  /** For whoever comes while as many tries are running as may still fail. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final int allowed;
  private final Duration period;
  private int failures;
  private int running;

  /** From when on a try may be made; before the first failure it means nothing. */
  private long openFrom;

  FailureCount(RateLimit allowance) {
    this.allowed = allowance.requests();
    this.period = allowance.period();
  }

  /** Zero where a try may go on, which then runs until its end is told. */
  Duration begin(long now) {
    if (failures > 0 && now - openFrom > period.toNanos()) {
      failures = 0;
    }
    if (failures >= allowed && now - openFrom < 0) {
      return wholeSeconds(openFrom - now);
    }
    if (running >= Math.max(1, allowed - failures)) {
      return MOMENT;
    }
    running++;
    return Duration.ZERO;
  }

  void fail(long now) {
    abandon();
    failures++;
    openFrom = now + wait(failures - allowed).toNanos();
  }

  void succeed() {
    abandon();
    failures = 0;
  }

  void abandon() {
    running = Math.max(0, running - 1);
  }

  boolean isExhausted() {
    return failures >= allowed;
  }

  boolean isIdle() {
    return failures == 0 && running == 0;
  }

  private Duration wait(int beyond) {
    if (beyond < 0) {
      return Duration.ZERO;
    }
    Duration wait =
        period.dividedBy(FIRST_WAIT_PART).multipliedBy(1L << Math.min(beyond, DOUBLINGS_MAX));
    return wait.compareTo(period) < 0 ? wait : period;
  }

  private static Duration wholeSeconds(long nanos) {
    return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
  }
}
