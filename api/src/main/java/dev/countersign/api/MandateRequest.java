package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets a payee draw on the caller's account: {@code POST /v1/transactions/token}.
 *
 * @param payee who may draw: an e-mail address, a username or an id {@code usr_…}
 * @param currency the asset's code
 * @param ceiling how much in all, a decimal above zero
 * @param uses in how many payments at most, 1 to 10,000
 * @param expiresIn for how many seconds, 60 to 31,622,400
 */
public record MandateRequest(
    @Nullable String payee,
    @Nullable String currency,
    @Nullable String ceiling,
    @Nullable Integer uses,
    @JsonProperty("expires_in") @Nullable Integer expiresIn) {}
