package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One of several linked payments.
 *
 * @param payer whose account pays, named like a recipient: for those who hold {@code ledger:write};
 *     absent for the caller's own
 * @param payment what is paid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkedPayment(@Nullable String payer, PaymentRequest payment) {}
