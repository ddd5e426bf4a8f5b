package dev.countersign.server.apikeys;

import dev.countersign.server.access.Caller;
import org.jspecify.annotations.Nullable;

/** What checking a key came to. */
public sealed interface KeyOutcome {
  /** It lets its caller in. */
  record Known(Caller caller, ApiKey key) implements KeyOutcome {}

  /**
   * It does not.
   *
   * @param key where it is the text of one, whatever is wrong with it
   */
  record Refused(KeyRefusal reason, @Nullable ApiKey key) implements KeyOutcome {}

  /** Whether it is revoked is not known at the moment. */
  record Unavailable() implements KeyOutcome {}
}
