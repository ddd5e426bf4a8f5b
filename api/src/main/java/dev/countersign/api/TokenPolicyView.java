package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's tokens are made. Times are in seconds.
 *
 * @param algorithm {@code ES256}, {@code RS256} or {@code EdDSA}
 * @param accessLife how long an access token lasts
 * @param refreshLife how long a session can be renewed, counted from sign-in
 * @param refreshIdle how long it can wait for its next renewal
 * @param refreshGrace how long a refresh token that was exchanged still gets the same answer
 */
public record TokenPolicyView(
    @Nullable String algorithm,
    @JsonProperty("access_life") @Nullable Integer accessLife,
    @JsonProperty("refresh_life") @Nullable Integer refreshLife,
    @JsonProperty("refresh_idle") @Nullable Integer refreshIdle,
    @JsonProperty("refresh_grace") @Nullable Integer refreshGrace) {}
