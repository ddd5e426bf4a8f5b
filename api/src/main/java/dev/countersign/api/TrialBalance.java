package dev.countersign.api;

import java.time.Instant;
import java.util.List;

/**
 * What all accounts of a tenant held at a moment. In each currency debits and credits are the same
 * sum.
 *
 * @param at at the end of this moment, as it was recorded by then
 */
public record TrialBalance(Instant at, List<CurrencyTotal> currencies) {
  public TrialBalance {
    currencies = Copies.of(currencies);
  }

  /**
   * The accounts of one currency.
   *
   * @param debits the sum of the balances below zero, without the sign
   * @param credits the sum of the balances above zero
   * @param balanced whether the two are the same
   */
  public record CurrencyTotal(
      String currency, String debits, String credits, boolean balanced, List<KindTotal> kinds) {
    public CurrencyTotal {
      kinds = Copies.of(kinds);
    }
  }

  /** The accounts of one kind. */
  public record KindTotal(AccountKind kind, long accounts, String debits, String credits) {}
}
