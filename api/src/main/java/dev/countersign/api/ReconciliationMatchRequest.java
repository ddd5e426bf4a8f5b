package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles by hand what no rule could match.
 *
 * @param account the ledger's account {@code acc_…}; absent for everything outside in the currency
 * @param lines ids {@code rcl_…} of movements outside
 * @param payments ids {@code pay_…} of payments on the account
 * @param reason why they belong together, for whoever reads it later
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationMatchRequest(
    @Nullable String account,
    @Nullable String currency,
    List<String> lines,
    List<String> payments,
    String reason) {
  public ReconciliationMatchRequest {
    lines = Copies.of(lines);
    payments = Copies.of(payments);
  }
}
