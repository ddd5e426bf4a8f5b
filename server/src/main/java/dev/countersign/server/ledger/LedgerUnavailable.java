package dev.countersign.server.ledger;

/**
 * The store could not be reached, or was lost before it said whether it had committed. Asking again
 * under the same key is safe, and tells.
 */
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
