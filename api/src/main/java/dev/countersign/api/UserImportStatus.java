package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a person. */
public enum UserImportStatus {
  /** Somebody new; in a dry run, somebody who would be. */
  @JsonProperty("created")
  CREATED,
  /** Was here before, and stays as they are. */
  @JsonProperty("existing")
  EXISTING,
  /** Was not taken over; {@code code} says why. */
  @JsonProperty("refused")
  REFUSED
}
