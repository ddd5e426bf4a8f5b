package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell a webhook of an event.
 *
 * @param millis how long it took
 * @param status what the receiver answered; absent where it did not
 * @param failure what went wrong, in a word: {@code refused}, {@code timeout}, {@code
 *     no_connection}, {@code connection_lost}, {@code tls}, {@code unknown_host} or {@code
 *     address_not_allowed}; absent for a success
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookAttempt(
    @JsonProperty("attempted_at") Instant attemptedAt,
    long millis,
    @Nullable Integer status,
    @Nullable String failure) {}
