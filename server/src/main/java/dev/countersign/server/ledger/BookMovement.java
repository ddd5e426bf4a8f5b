package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What would move, and what stands against it whatever it moves for. */
final class BookMovement {
  private final List<Leg> legs;
  private final Map<BookAccount, Change> changes = new LinkedHashMap<>();

  /** What one entry does. */
  record Leg(BookAccount account, long amountMinor) {}

  /** What a movement does to one account; both parts fit, for all of a movement's entries do. */
  private record Change(long creditMinor, long debitMinor) {
    long netMinor() {
      return creditMinor + debitMinor;
    }

    Change and(Change other) {
      return new Change(creditMinor + other.creditMinor, debitMinor + other.debitMinor);
    }
  }

  BookMovement(List<Leg> legs) {
    this.legs = legs;
    for (Leg leg : legs) {
      long amount = leg.amountMinor();
      changes.merge(
          leg.account(), new Change(Math.max(amount, 0), Math.min(amount, 0)), Change::and);
    }
  }

  List<Leg> legs() {
    return legs;
  }

  /** What moves of an asset. */
  long movedMinor(String asset) {
    return legs.stream()
        .filter(leg -> leg.amountMinor() > 0 && leg.account().asset().equals(asset))
        .mapToLong(Leg::amountMinor)
        .sum();
  }

  /** An account that is closed; {@code null} for none. */
  @Nullable BookAccount closed() {
    for (BookAccount account : changes.keySet()) {
      if (account.status() == Account.Status.CLOSED) {
        return account;
      }
    }
    return null;
  }

  /** An account that something is taken from although it is frozen; {@code null} for none. */
  @Nullable BookAccount frozen() {
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      if (change.getValue().netMinor() < 0 && change.getKey().status() == Account.Status.FROZEN) {
        return change.getKey();
      }
    }
    return null;
  }

  /** What is taken from an account that does not have it; {@code null} for none. */
  @Nullable Leg uncovered() {
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      long net = change.getValue().netMinor();
      if (!change.getKey().covers(net)) {
        return new Leg(change.getKey(), net);
      }
    }
    return null;
  }

  boolean overflows() {
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      // Every balance on the way lies between these two.
      if (!change.getKey().holds(change.getValue().creditMinor())
          || !change.getKey().holds(change.getValue().debitMinor())) {
        return true;
      }
    }
    return false;
  }

  /** The account on one side, where there is but one. */
  @Nullable AccountId only(int sign) {
    BookAccount found = null;
    for (Map.Entry<BookAccount, Change> change : changes.entrySet()) {
      Account.Kind kind = change.getKey().kind();
      if (Long.signum(change.getValue().netMinor()) == sign
          && kind != Account.Kind.ROUNDING
          && kind != Account.Kind.CONVERSION) {
        if (found != null) {
          return null;
        }
        found = change.getKey();
      }
    }
    return found == null ? null : found.id();
  }
}
