package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks, as an administrator, to bring money in from outside, or to let it out: {@code POST
 * /v1/admin/deposits} and {@code /v1/admin/withdrawals}.
 *
 * @param recipient whose account: an e-mail address, a username, {@code usr_…} or {@code acc_…}
 * @param amount a decimal above zero with at most the currency's digits, for withdrawals too
 * @param currency the asset's code
 * @param reference the administrator's own, unique in the tenant, 1 to 255 characters: the same
 *     request again gets the first answer
 * @param effectiveAt when it counts from, not in the future; absent for now
 * @param metadata notes kept with the payment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DepositRequest(
    String recipient,
    String amount,
    String currency,
    String reference,
    @JsonProperty("effective_at") @Nullable Instant effectiveAt,
    Map<String, String> metadata) {
  public DepositRequest {
    metadata = Copies.of(metadata);
  }

  public DepositRequest(String recipient, String amount, String currency, String reference) {
    this(recipient, amount, currency, reference, null, Map.of());
  }
}
