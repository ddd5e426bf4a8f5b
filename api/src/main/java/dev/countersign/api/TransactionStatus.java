package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a movement. */
public enum TransactionStatus {
  /** It stands in the ledger. */
  @JsonProperty("completed")
  COMPLETED,
  /** It does not; {@code code} says why. */
  @JsonProperty("refused")
  REFUSED
}
