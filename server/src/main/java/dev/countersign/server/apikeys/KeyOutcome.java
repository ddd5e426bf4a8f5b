package dev.countersign.server.apikeys;

import dev.countersign.server.access.Caller;
import dev.countersign.server.ratelimit.RateLimits.Decision;
import org.jspecify.annotations.Nullable;

/** What checking a key came to. */
public sealed interface KeyOutcome {
  /**
   * It lets its caller in.
   *
   * @param decision how much of its limit is left
   */
  record Known(Caller caller, ApiKey key, Decision decision) implements KeyOutcome {}

  /**
   * It does not.
   *
   * @param key where it is the text of one, whatever is wrong with it
   * @param decision where its limit is what refuses
   */
  record Refused(KeyRefusal reason, @Nullable ApiKey key, @Nullable Decision decision)
      implements KeyOutcome {}

  /** Whether it is revoked is not known at the moment. */
  record Unavailable() implements KeyOutcome {}
}
