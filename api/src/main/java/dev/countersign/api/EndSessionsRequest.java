package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Ends all sessions of one person.
 *
 * @param reason why, for the audit trail; at most 200 characters
 * @param graceSeconds how much longer they may be used, up to an hour; none unless given
 */
public record EndSessionsRequest(
    @Nullable String reason, @JsonProperty("grace_seconds") @Nullable Integer graceSeconds) {}
