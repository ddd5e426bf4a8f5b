package dev.countersign.api;

import java.util.List;

/** What became of each account of a batch, in the order of the request. */
public record AccountBatchAnswer(List<AccountResult> results) {
  public AccountBatchAnswer {
    results = Copies.of(results);
  }
}
