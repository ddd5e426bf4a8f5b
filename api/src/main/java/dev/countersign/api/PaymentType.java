package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of movement a payment is. */
public enum PaymentType {
  /** One person pays another. */
  @JsonProperty("payment")
  PAYMENT,
  /** Money comes in from outside. */
  @JsonProperty("deposit")
  DEPOSIT,
  /** Money goes outside. */
  @JsonProperty("withdrawal")
  WITHDRAWAL,
  /** Entries that an administrator posted as they are. */
  @JsonProperty("transaction")
  TRANSACTION,
  /** One asset is turned into another. */
  @JsonProperty("conversion")
  CONVERSION,
  /** What was held is taken, or a part of it. */
  @JsonProperty("capture")
  CAPTURE,
  /** A payment is undone, or a part of it. */
  @JsonProperty("reversal")
  REVERSAL
}
