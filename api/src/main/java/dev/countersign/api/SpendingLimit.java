package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * How much may be spent of a currency in a period.
 *
 * @param currency the asset's code
 * @param period {@code day}, {@code week} from Monday or {@code month}, in UTC
 * @param amount zero or more
 */
public record SpendingLimit(
    @Nullable String currency, @Nullable String period, @Nullable String amount) {}
