package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks to give a payment back: {@code POST /v1/payments/{id}/reverse}, with an {@code
 * Idempotency-Key}.
 *
 * @param amount how much of it; absent for all that is left
 * @param reason why, 1 to 140 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReverseRequest(@Nullable String amount, String reason) {}
