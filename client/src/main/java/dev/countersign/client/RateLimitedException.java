package dev.countersign.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many requests. */
public final class RateLimitedException extends CountersignException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Duration retryAfter;

  RateLimitedException(Failure failure) {
    super(failure);
    this.retryAfter = failure.retryAfter();
  }

  /** How long the service asks to wait; absent where it doesn't say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
