package dev.countersign.api;

import java.util.List;

/** A verdict on each movement of a batch, in the order of the request. */
public record TransactionBatchAnswer(List<TransactionVerdict> results) {
  public TransactionBatchAnswer {
    results = Copies.of(results);
  }
}
