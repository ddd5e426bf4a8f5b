package dev.countersign.api;

/**
 * One side of a movement.
 *
 * @param account {@code acc_…}, {@code ref:} with the external reference of an account, an e-mail
 *     address, a username, {@code usr_…}, {@code system:world} or {@code system:rounding}
 * @param amount a decimal other than zero with at most the currency's digits; negative takes from
 *     the account
 */
public record EntryItem(String account, String amount) {
  /** The account outside, where deposits come from and withdrawals go. */
  public static final String WORLD = "system:world";

  /** The account that holds what rounding gave and took. */
  public static final String ROUNDING = "system:rounding";

  /** What stands before an external reference. */
  public static final String REFERENCE_PREFIX = "ref:";
}
