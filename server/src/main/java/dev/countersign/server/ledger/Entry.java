package dev.countersign.server.ledger;

/**
 * One side of a movement.
 *
 * @param account which account
 * @param amountMinor minor units added to the account's balance; negative takes away; never zero
 */
public record Entry(AccountRef account, long amountMinor) {
  public Entry {
    if (amountMinor == 0) {
      throw new IllegalArgumentException("an entry moves something");
    }
  }
}
