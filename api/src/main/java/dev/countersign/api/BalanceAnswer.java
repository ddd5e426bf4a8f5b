package dev.countersign.api;

import java.time.Instant;

/**
 * What an account held at the end of a moment.
 *
 * @param account the account's id {@code acc_…}
 * @param balance with all digits of the currency's scale
 */
public record BalanceAnswer(
    String account, String currency, String balance, Instant at, BalanceSense sense) {}
