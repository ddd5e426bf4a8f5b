package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why the token endpoint made no token (RFC 6749 §5.2).
 *
 * @param error one of that section's codes
 * @param errorDescription what happened and what to do next
 */
public record OAuthError(
    String error, @JsonProperty("error_description") String errorDescription) {}
