package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a payment since it was made. Amounts are in the payment's currency.
 *
 * @param captured what was captured of what was held; of other payments absent
 * @param reversed what was given back; of what is held absent, for captures are reversed
 * @param remaining what can still be captured of what is held, or else reversed
 * @param closedAt when nothing was held any more
 * @param captures the payments that captured it, oldest first
 * @param reversals the payments that gave it back, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentProgress(
    @Nullable String captured,
    @Nullable String reversed,
    String remaining,
    @JsonProperty("closed_at") @Nullable Instant closedAt,
    List<Payment> captures,
    List<Payment> reversals) {
  public PaymentProgress {
    captures = Copies.of(captures);
    reversals = Copies.of(reversals);
  }
}
