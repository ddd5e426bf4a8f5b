package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a payment stands. */
public enum PaymentStatus {
  /** It is held: authorised, and to be captured. */
  @JsonProperty("pending")
  PENDING,
  /** The money has moved. Of what was held: all of it, or as much as was to be captured. */
  @JsonProperty("completed")
  COMPLETED,
  /** It waits until somebody signs; nothing has moved. */
  @JsonProperty("awaiting_countersignature")
  AWAITING_COUNTERSIGNATURE,
  /** The ledger refused it after it was signed. */
  @JsonProperty("refused")
  REFUSED,
  /** It was taken back before anybody signed; or it was held, and the rest was given back. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Nobody signed in time; or it was held, and its time ran out. */
  @JsonProperty("expired")
  EXPIRED,
  /** All of it was given back. */
  @JsonProperty("reversed")
  REVERSED
}
