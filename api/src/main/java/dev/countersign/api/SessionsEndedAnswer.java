package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Sessions that were ended at once.
 *
 * @param ended how many
 * @param effectiveAt from when on they are refused everywhere
 */
public record SessionsEndedAnswer(int ended, @JsonProperty("effective_at") Instant effectiveAt) {}
