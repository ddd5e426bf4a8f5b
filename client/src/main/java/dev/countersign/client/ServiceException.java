package dev.countersign.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The service failed, cannot answer for the moment, or gave an answer that is none. */
public final class ServiceException extends CountersignException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Duration retryAfter;

  ServiceException(Failure failure) {
    super(failure);
    this.retryAfter = failure.retryAfter();
  }

  /** How long the service asks to wait; absent where it doesn't say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
