package dev.countersign.server.spending;

import java.time.Instant;

/** A limit that holds for somebody, and what was spent of it in the running period. */
public record Spent(Limit limit, long spentMinor, Instant resetsAt) {
  /** Never negative: a limit may have been lowered below what was spent. */
  public long remainingMinor() {
    return Math.max(0, limit.amountMinor() - spentMinor);
  }
}
