package dev.countersign.api;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param transactions one for each of the request, in its order
 */
public record PaymentBatchAnswer(List<PaymentVerdict> transactions) {
  public PaymentBatchAnswer {
    transactions = Copies.of(transactions);
  }
}
