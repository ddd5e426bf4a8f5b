package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks somebody to pay the caller: {@code POST /v1/payment-requests}, with an {@code
 * Idempotency-Key}.
 *
 * @param payer who is asked: an e-mail address, a username or an id {@code usr_…}
 * @param amount a decimal above zero
 * @param currency the asset's code
 * @param note what for, shown to the payer; absent for nothing
 * @param expiresIn seconds until it expires by itself, 60 to 90 days; 7 days where absent
 */
public record RequestToPay(
    @Nullable String payer,
    @Nullable String amount,
    @Nullable String currency,
    @Nullable String note,
    @JsonProperty("expires_in") @Nullable Integer expiresIn) {}
