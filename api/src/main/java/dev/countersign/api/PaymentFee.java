package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What somebody takes for a payment: an amount, or a part of the payment's.
 *
 * @param recipient who takes it, as in {@link PaymentRequest}
 * @param amount so much exactly; absent for a part
 * @param basisPoints hundredths of a percent of the payment's amount, 1 to 10000, rounded half even
 *     to the currency's last unit; absent for an amount
 * @param borneBy the payer, on top of the amount, or the payee, out of it; the payer where absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentFee(
    String recipient,
    @Nullable String amount,
    @JsonProperty("basis_points") @Nullable Integer basisPoints,
    @JsonProperty("borne_by") @Nullable FeeBearer borneBy) {}
