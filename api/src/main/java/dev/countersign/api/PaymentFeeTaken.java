package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody took for a payment.
 *
 * @param amount in the payment's currency
 */
public record PaymentFeeTaken(String amount, @JsonProperty("borne_by") FeeBearer borneBy) {}
