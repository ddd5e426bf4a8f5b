package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be asked for a second factor.
 *
 * @param methodId which one, {@code mfa_…}; absent for the primary one
 */
public record SigningChallengeRequest(@JsonProperty("method_id") @Nullable String methodId) {}
