package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a payment stands. */
public enum PaymentStatus {
  /** The money has moved. */
  @JsonProperty("completed")
  COMPLETED
}
