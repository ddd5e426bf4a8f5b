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
  TRANSACTION
}
