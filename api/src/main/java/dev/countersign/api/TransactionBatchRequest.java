package dev.countersign.api;

import java.util.List;

/**
 * Movements to post, in order, each judged by itself: {@code POST /v1/admin/transactions/batch}.
 * Safe to send again as a whole: what was posted before is answered as before.
 *
 * @param transactions 1 to {@link BatchLimits#ITEMS_MAX}
 */
public record TransactionBatchRequest(List<TransactionItem> transactions) {
  public TransactionBatchRequest {
    transactions = Copies.of(transactions);
  }
}
