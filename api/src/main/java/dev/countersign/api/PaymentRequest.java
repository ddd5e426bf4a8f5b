package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to pay from the caller's account: {@code POST /v1/payments}, with an {@code
 * Idempotency-Key}.
 *
 * @param recipient an e-mail address, a username, a person's id {@code usr_…} or an account's id
 *     {@code acc_…}
 * @param amount what to pay, a decimal above zero with at most the currency's digits: {@code
 *     "50.00"}
 * @param currency the asset's code: {@code "USD"}
 * @param metadata the caller's own notes, kept with the payment
 * @param mandate the token of a mandate, to draw on its payer's account; the caller is its payee,
 *     and no recipient is named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentRequest(
    @Nullable String recipient,
    String amount,
    String currency,
    Map<String, String> metadata,
    @Nullable String mandate) {
  public PaymentRequest {
    metadata = Copies.of(metadata);
  }

  public PaymentRequest(
      String recipient, String amount, String currency, Map<String, String> metadata) {
    this(recipient, amount, currency, metadata, null);
  }

  /** Draws on a mandate. */
  public static PaymentRequest draw(String mandate, String amount, String currency) {
    return new PaymentRequest(null, amount, currency, Map.of(), mandate);
  }

  // A token gets nowhere by being logged.
  @Override
  public String toString() {
    return "PaymentRequest[" + amount + " " + currency + "]";
  }

  public PaymentRequest(String recipient, String amount, String currency) {
    this(recipient, amount, currency, Map.of());
  }
}
