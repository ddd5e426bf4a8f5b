package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * At which rate payments turn one asset into another.
 *
 * @param currency what the payer pays
 * @param targetCurrency what the payee gets
 * @param rate units of the target for one unit of the currency: a decimal above zero with at most
 *     18 digits on either side of its point
 * @param source whose rate it is, 1 to 255 characters
 * @param rounding what becomes of the part of a unit; half even where absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatedRate(
    String currency,
    @JsonProperty("target_currency") String targetCurrency,
    String rate,
    String source,
    @Nullable RateRounding rounding) {}
