package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a payment was turned into.
 *
 * @param currency what the payee got
 * @param amount how much of it
 * @param rate units of it for one unit of the payment's currency, as an exact decimal
 * @param rateSource who stated the rate
 */
public record PaymentConversion(
    String currency,
    String amount,
    String rate,
    @JsonProperty("rate_source") String rateSource,
    RateRounding rounding) {}
