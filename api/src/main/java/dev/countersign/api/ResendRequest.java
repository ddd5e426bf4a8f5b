package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Asks for another message with a link and a code: {@code POST /v1/auth/verify/resend}. The earlier
 * ones stop working.
 *
 * @param registrationId as the registration was answered
 */
public record ResendRequest(@JsonProperty("registration_id") String registrationId) {}
