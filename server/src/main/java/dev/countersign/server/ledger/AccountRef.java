package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.UserId;

/** How a movement names an account; the asset is the entry's. */
public sealed interface AccountRef {
  /** This very account. */
  record ById(AccountId id) implements AccountRef {}

  /** A person's account in the entry's asset; opened by its first credit, or hold. */
  record OfOwner(UserId owner) implements AccountRef {}

  /** The account somebody opened under a reference of their own. */
  record ByExternalReference(String reference) implements AccountRef {}

  /** Everything outside: where deposits come from and withdrawals go. */
  record World() implements AccountRef {}

  /** Where roundings go. */
  record Rounding() implements AccountRef {}

  /** Whom conversions take one asset to and another from. */
  record Conversion() implements AccountRef {}
}
