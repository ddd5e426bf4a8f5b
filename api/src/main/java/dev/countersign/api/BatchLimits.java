package dev.countersign.api;

/** How much one batch request may carry. */
public final class BatchLimits {
  /** Accounts or transactions in one request. */
  public static final int ITEMS_MAX = 1_000;

  /** Entries of one transaction. */
  public static final int ENTRIES_MAX = 100;

  private BatchLimits() {}
}
