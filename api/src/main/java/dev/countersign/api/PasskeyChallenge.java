package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A passkey is asked for, to sign in by it alone.
 *
 * @param publicKey for {@code navigator.credentials.get}
 * @param expiresIn seconds in which the answer has to come
 */
public record PasskeyChallenge(
    @JsonProperty("public_key") PasskeyRequestOptions publicKey,
    @JsonProperty("expires_in") long expiresIn) {}
