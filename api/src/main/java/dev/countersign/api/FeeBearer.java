package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who bears a fee. */
public enum FeeBearer {
  /** It comes on top of the amount. */
  @JsonProperty("payer")
  PAYER,
  /** It is taken out of the amount. */
  @JsonProperty("payee")
  PAYEE
}
