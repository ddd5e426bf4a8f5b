package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment in a batch.
 *
 * @param recipient as in {@link PaymentRequest}
 * @param amount as in {@link PaymentRequest}
 * @param currency as in {@link PaymentRequest}
 * @param metadata as in {@link PaymentRequest}
 * @param idempotencyKey the item's own key; {@code null} for the batch's key, a slash and the
 *     item's index
 */
public record PaymentItem(
    String recipient,
    String amount,
    String currency,
    Map<String, String> metadata,
    @JsonProperty("idempotency_key") @Nullable String idempotencyKey) {
  public PaymentItem {
    metadata = Copies.of(metadata);
  }

  public PaymentItem(String recipient, String amount, String currency) {
    this(recipient, amount, currency, Map.of(), null);
  }
}
