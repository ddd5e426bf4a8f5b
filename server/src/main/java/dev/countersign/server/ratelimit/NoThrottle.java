package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Optional;

/** Where limits are off: every try may go on, and none is counted. */
enum NoThrottle implements FailureThrottle.Attempt {
  ATTEMPT;

  @Override
  public Optional<Duration> delay() {
    return Optional.empty();
  }

  @Override
  public void succeeded() {}

  @Override
  public void failed() {}

  @Override
  public void close() {}
}
