package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose money an account holds. */
public enum AccountKind {
  /** A person's or an institution's customer's. */
  @JsonProperty("standard")
  STANDARD,
  /** Everything outside: where deposits come from and withdrawals go. */
  @JsonProperty("world")
  WORLD,
  /** What rounding gave and took. */
  @JsonProperty("rounding")
  ROUNDING,
  /** The other side of conversions from one asset to another. */
  @JsonProperty("conversion")
  CONVERSION
}
