package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may happen to an account. */
public enum AccountStatus {
  /** It pays and is paid. */
  @JsonProperty("open")
  OPEN,
  /** Nothing is taken from it; it is still paid. */
  @JsonProperty("frozen")
  FROZEN,
  /** Empty, and nothing happens to it any more. */
  @JsonProperty("closed")
  CLOSED
}
