package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of an account. */
public enum AccountOpeningStatus {
  /** It is new. */
  @JsonProperty("opened")
  OPENED,
  /** It was opened before, with the same currency and limit. */
  @JsonProperty("existing")
  EXISTING,
  /** It was not opened; {@code code} says why. */
  @JsonProperty("refused")
  REFUSED
}
