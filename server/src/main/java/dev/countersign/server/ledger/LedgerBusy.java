package dev.countersign.server.ledger;

/** More is waiting to be posted than the ledger takes on. Nothing was posted; ask again later. */
public final class LedgerBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerBusy(String message) {
    super(message, null, false, false);
  }
}
