package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the part of a unit that a conversion leaves. */
public enum RateRounding {
  /** It falls away. */
  @JsonProperty("down")
  DOWN,
  /** It becomes a whole unit. */
  @JsonProperty("up")
  UP,
  /** The nearer unit; of two the greater. */
  @JsonProperty("half_up")
  HALF_UP,
  /** The nearer unit; of two the even one. */
  @JsonProperty("half_even")
  HALF_EVEN
}
