package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * A wish for a role for a while.
 *
 * @param role its name
 * @param reason why, for whoever decides and for the record
 * @param minutes for how long
 */
public record ElevationRequest(
    @Nullable String role, @Nullable String reason, @Nullable Integer minutes) {}
