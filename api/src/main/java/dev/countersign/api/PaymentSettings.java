package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How payments are made in a tenant: {@code PUT /v1/admin/payment-settings}.
 *
 * @param allowedCurrencies what can be paid, held and deposited; all that the tenant has where
 *     absent. What is there of others can still be withdrawn, captured, voided and reversed
 * @param rates at which rates one asset is turned into another; at most {@value #RATES_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentSettings(
    @JsonProperty("allowed_currencies") @Nullable List<String> allowedCurrencies,
    List<StatedRate> rates) {
  /** The most rates that a tenant can state. */
  public static final int RATES_MAX = 500;

  public PaymentSettings {
    allowedCurrencies = allowedCurrencies == null ? null : Copies.of(allowedCurrencies);
    rates = Copies.of(rates);
  }
}
