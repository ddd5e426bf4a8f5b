package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One side of a payment, as it was recorded.
 *
 * @param account the account's id {@code acc_…}
 * @param amount what was added to the account's balance, with all digits of the currency's scale;
 *     negative where it was taken
 * @param balanceAfter the account's balance right after this entry, likewise
 * @param currency the code of what the account holds
 * @param accountVersion the number of the account's entries up to and with this one, from 1
 */
public record PaymentEntry(
    String account,
    String amount,
    @JsonProperty("balance_after") String balanceAfter,
    String currency,
    @JsonProperty("account_version") long accountVersion) {}
