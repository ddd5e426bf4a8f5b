package dev.countersign.api;

import java.util.List;

/**
 * Payments from the caller's account, in order: {@code POST /v1/transactions/batch}, with an {@code
 * Idempotency-Key}. Safe to send again as a whole: what was paid before is answered as before.
 *
 * @param transactions 1 to {@link BatchLimits#ITEMS_MAX}; more of them go line by line
 */
public record PaymentBatchRequest(List<PaymentItem> transactions) {
  public PaymentBatchRequest {
    transactions = Copies.of(transactions);
  }
}
