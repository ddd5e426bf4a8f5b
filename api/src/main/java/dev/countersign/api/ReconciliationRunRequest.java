package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks to look again for what is the same.
 *
 * @param account the ledger's account {@code acc_…}; absent for everything outside in the currency
 * @param days how many days a movement outside and its entry may lie apart
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationRunRequest(
    @Nullable String account, @Nullable String currency, @Nullable Integer days) {}
