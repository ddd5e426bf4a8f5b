package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether something can be drawn on a mandate. */
public enum MandateStatus {
  /** It can. */
  @JsonProperty("active")
  ACTIVE,
  /** Its ceiling, or its count of payments, is reached. */
  @JsonProperty("used_up")
  USED_UP,
  /** Its time is over. */
  @JsonProperty("expired")
  EXPIRED,
  /** Payer or payee took it back. */
  @JsonProperty("revoked")
  REVOKED
}
