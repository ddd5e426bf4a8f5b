package dev.countersign.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The store could not be reached, or did not say in time whether it had committed. Asking again
 * under the same key is safe, and tells.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
