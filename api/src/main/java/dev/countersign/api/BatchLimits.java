package dev.countersign.api;

/** How much one batch request may carry. */
public final class BatchLimits {
  /** Accounts, transactions or payments in one request that is a JSON document. */
  public static final int ITEMS_MAX = 1_000;

  /** Payments in one request that is a stream of lines. */
  public static final int LINES_MAX = 1_000_000;

  /** Bytes of one line. */
  public static final int LINE_BYTES_MAX = 16 * 1024;

  /** Payments that stand or fall together. */
  public static final int ATOMIC_MAX = 10_000;

  /** Entries of one transaction. */
  public static final int ENTRIES_MAX = 100;

  private BatchLimits() {}
}
