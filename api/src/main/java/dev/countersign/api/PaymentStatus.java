package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a payment stands. */
public enum PaymentStatus {
  /** The money has moved. */
  @JsonProperty("completed")
  COMPLETED,
  /** It waits until somebody signs; nothing has moved. */
  @JsonProperty("awaiting_countersignature")
  AWAITING_COUNTERSIGNATURE,
  /** The ledger refused it after it was signed. */
  @JsonProperty("refused")
  REFUSED,
  /** It was taken back before anybody signed. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Nobody signed in time. */
  @JsonProperty("expired")
  EXPIRED
}
