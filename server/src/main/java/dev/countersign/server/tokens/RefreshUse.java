package dev.countersign.server.tokens;

import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether and how a refresh token was spent. */
final class RefreshUse {
  private final @Nullable Instant usedAt;
  private final byte @Nullable [] successor;
  private final @Nullable Instant until;
  private final byte @Nullable [] device;

  RefreshUse(
      @Nullable Instant usedAt,
      byte @Nullable [] successor,
      @Nullable Instant until,
      byte @Nullable [] device) {
    this.usedAt = usedAt;
    this.successor = successor;
    this.until = until;
    this.device = device;
  }

  boolean isSpent() {
    return usedAt != null;
  }

  /** What it was exchanged for, sealed, where this device may have it again at this time. */
  byte @Nullable [] successorFor(byte[] mark, Instant now) {
    boolean inTime =
        until != null
            && now.isBefore(until)
            // A clock that was set back does not open a window again.
            && usedAt != null
            && !now.plus(TokenVerifier.SKEW).isBefore(usedAt);
    return inTime && MessageDigest.isEqual(mark, device) ? successor : null;
  }
}
