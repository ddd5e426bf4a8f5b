package dev.countersign.server.countersigning;

import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is paid, and how much.
 *
 * @param id {@code usr_…} for a person's own account, {@code acc_…} for another
 */
public record Payee(String id, long amountMinor) {
  /** The payees of a payment; empty where one is named in a way that cannot be kept. */
  static Optional<List<Payee>> of(Transfer payment) {
    List<Payee> payees = new ArrayList<>();
    for (Entry entry : payment.entries()) {
      if (entry.amountMinor() > 0) {
        Optional<String> name = name(entry.account());
        if (name.isEmpty()) {
          return Optional.empty();
        }
        payees.add(new Payee(name.get(), entry.amountMinor()));
      }
    }
    return Optional.of(payees);
  }

  /** What the payees of a payment are known by. */
  static Set<String> names(Transfer payment) {
    Set<String> names = new HashSet<>();
    for (Entry entry : payment.entries()) {
      if (entry.amountMinor() > 0) {
        names.add(name(entry.account()).orElseGet(() -> entry.account().toString()));
      }
    }
    return names;
  }

  AccountRef account() {
    return UserId.parse(id)
        .<AccountRef>map(AccountRef.OfOwner::new)
        .or(() -> AccountId.parse(id).map(AccountRef.ById::new))
        .orElseThrow(() -> new IllegalStateException("nobody is paid by " + id));
  }

  private static Optional<String> name(AccountRef account) {
    return switch (account) {
      case AccountRef.OfOwner(UserId owner) -> Optional.of(owner.text());
      case AccountRef.ById(AccountId id) -> Optional.of(id.text());
      default -> Optional.empty();
    };
  }
}
