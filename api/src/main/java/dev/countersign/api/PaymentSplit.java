package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One recipient of a payment to several: either an amount, or a share of what the amounts leave.
 *
 * @param recipient as in {@link PaymentRequest}
 * @param amount so much exactly; absent for a share
 * @param share a whole number, 1 to 1000000: what is shared out goes in the proportions of the
 *     shares, exact to the last unit by largest remainder; absent for an amount
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentSplit(String recipient, @Nullable String amount, @Nullable Integer share) {
  /** So much exactly. */
  public static PaymentSplit ofAmount(String recipient, String amount) {
    return new PaymentSplit(recipient, amount, null);
  }

  /** A share of what the amounts leave. */
  public static PaymentSplit ofShare(String recipient, int share) {
    return new PaymentSplit(recipient, null, share);
  }
}
