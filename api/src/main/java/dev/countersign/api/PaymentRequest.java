package dev.countersign.api;

import java.util.Map;

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
 */
public record PaymentRequest(
    String recipient, String amount, String currency, Map<String, String> metadata) {
  public PaymentRequest {
    metadata = Copies.of(metadata);
  }

  public PaymentRequest(String recipient, String amount, String currency) {
    this(recipient, amount, currency, Map.of());
  }
}
