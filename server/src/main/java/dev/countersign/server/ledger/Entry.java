package dev.countersign.server.ledger;

/**
 * One side of a movement.
 *
 * @param account which account
 * @param amountMinor minor units added to the account's balance; negative takes away; never zero,
 *     and never the one number that has no opposite
 */
public record Entry(AccountRef account, long amountMinor) {
  public Entry {
    if (amountMinor == 0 || amountMinor == Long.MIN_VALUE) {
      throw new IllegalArgumentException("an entry moves something that can be moved back");
    }
  }
}
