package dev.countersign.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One side of a movement.
 *
 * @param account which account
 * @param amountMinor minor units added to the account's balance; negative takes away; never zero,
 *     and never the one number that has no opposite
 * @param asset what it moves; {@code null} for the movement's own asset
 */
public record Entry(AccountRef account, long amountMinor, @Nullable String asset) {
  public Entry {
    if (amountMinor == 0 || amountMinor == Long.MIN_VALUE) {
      throw new IllegalArgumentException("an entry moves something that can be moved back");
    }
  }

  /** An entry in the movement's own asset. */
  public Entry(AccountRef account, long amountMinor) {
    this(account, amountMinor, null);
  }
}
