package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A ledger account. */
public record AccountId(UUID value) implements TypedId {
  public static Optional<AccountId> parse(String text) {
    return TypedId.parse("acc", text).map(AccountId::new);
  }

  @Override
  public String prefix() {
    return "acc";
  }

  @Override
  public String toString() {
    return text();
  }
}
