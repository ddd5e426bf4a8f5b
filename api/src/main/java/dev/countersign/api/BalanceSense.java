package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which sense something lies before a moment. */
public enum BalanceSense {
  /** It was written by then. */
  @JsonProperty("recorded")
  RECORDED,
  /** It counts from then on, whenever it was written. */
  @JsonProperty("effective")
  EFFECTIVE
}
