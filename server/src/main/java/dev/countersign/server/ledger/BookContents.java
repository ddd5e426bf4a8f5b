package dev.countersign.server.ledger;

import dev.countersign.server.ledger.BookMovement.Leg;
import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a book holds while a batch is judged, and what stands against a movement whatever it moves
 * for.
 */
final class BookContents {
  final Undo undo = new Undo();
  final Instant recordedAt;
  final BookAccounts accounts;
  final BookAllowances allowances = new BookAllowances(undo);
  private final Assets assets;
  private final IdGenerator ids;
  private final Map<PaymentId, BookHold> holds = new HashMap<>();
  private final Map<PaymentId, BookOriginal> originals = new HashMap<>();
  private final Set<BookHold> changedHolds = new LinkedHashSet<>();

  BookContents(Assets assets, IdGenerator ids, Instant recordedAt, Book.Before before) {
    this.assets = assets;
    this.ids = ids;
    this.recordedAt = recordedAt;
    this.accounts = new BookAccounts(ids, recordedAt, undo, before.accounts());
    before.holds().forEach(hold -> holds.put(hold.id(), BookHold.stored(hold)));
    before.originals().forEach(original -> originals.put(original.original().id(), original));
  }

  PaymentId nextPayment() {
    return new PaymentId(ids.next());
  }

  @Nullable BookHold hold(TenantId tenant, PaymentId id) {
    BookHold hold = holds.get(id);
    return hold != null && hold.now().tenant().equals(tenant) ? hold : null;
  }

  @Nullable BookOriginal original(TenantId tenant, PaymentId id) {
    BookOriginal original = originals.get(id);
    return original != null && original.original().tenant().equals(tenant) ? original : null;
  }

  /** Those that are new or not as they were, in the order in which they became so. */
  Set<BookHold> changedHolds() {
    return changedHolds;
  }

  /** Told before a hold is made or changes. */
  void touch(BookHold hold) {
    if (undo.isNoting()) {
      undo.note(hold.memento());
    }
    if (changedHolds.add(hold)) {
      undo.note(() -> changedHolds.remove(hold));
    }
  }

  boolean isUnknown(TenantId tenant, String asset) {
    return assets.find(tenant, asset).isEmpty();
  }

  /** An account that nothing happens to, or nothing is taken from. */
  @Nullable Refusal standing(BookMovement movement) {
    BookAccount closed = movement.closed();
    if (closed != null) {
      return new Refusal(Reason.ACCOUNT_CLOSED, Map.of("account", closed.id().text()));
    }
    BookAccount frozen = movement.frozen();
    return frozen == null
        ? null
        : new Refusal(Reason.ACCOUNT_FROZEN, Map.of("account", frozen.id().text()));
  }

  /** An allowance that does not reach. */
  @Nullable Refusal reach(TenantId tenant, BookMovement movement, List<Allowance> bounds) {
    BookAllowances.Exceeded exceeded = allowances.exceeded(bounds, movement::movedMinor);
    if (exceeded == null) {
      return null;
    }
    Allowance allowance = exceeded.allowance();
    Map<String, String> details =
        new HashMap<>(
            sums(tenant, allowance.asset(), exceeded.remainingMinor(), exceeded.requiredMinor()));
    if (allowance.remainingCount() < Long.MAX_VALUE) {
      details.put("uses", Long.toString(exceeded.remainingCount()));
    }
    return new Refusal(allowance.exceeded(), details);
  }

  /** Whoever is debited does not have it. */
  @Nullable Refusal funds(BookMovement movement) {
    Leg uncovered = movement.uncovered();
    if (uncovered == null) {
      return null;
    }
    Account account = uncovered.account().now();
    Asset asset = asset(account.tenant(), account.asset());
    Map<String, String> details = new HashMap<>();
    details.put("balance", new Money(account.balanceMinor(), asset).text());
    if (account.heldMinor() > 0) {
      details.put("held", new Money(account.heldMinor(), asset).text());
    }
    details.put("available", new Money(account.availableMinor(), asset).text());
    details.put("required", new Money(-uncovered.amountMinor(), asset).text());
    details.put("currency", asset.code());
    return new Refusal(Reason.INSUFFICIENT_FUNDS, details);
  }

  /** What is left of something, and what was asked of it. */
  Map<String, String> sums(TenantId tenant, String code, long remaining, long required) {
    Asset asset = asset(tenant, code);
    return Map.of(
        "remaining", new Money(remaining, asset).text(),
        "required", new Money(required, asset).text(),
        "currency", code);
  }

  private Asset asset(TenantId tenant, String code) {
    return assets
        .find(tenant, code)
        .orElseThrow(() -> new IllegalStateException("an account of the unknown asset " + code));
  }

  List<PostedEntry> enter(BookMovement movement) {
    List<PostedEntry> entries = new ArrayList<>(movement.legs().size());
    for (Leg leg : movement.legs()) {
      entries.add(accounts.post(leg.account(), leg.amountMinor()));
    }
    return entries;
  }

  /** What comes of another payment, as it is recorded. */
  PostedTransfer childOf(
      PaymentId parent,
      Instruction instruction,
      Transfer.Type type,
      String asset,
      long amount,
      BookMovement movement) {
    PaymentId id = nextPayment();
    return new PostedTransfer(
        id,
        instruction.tenant(),
        type,
        asset,
        amount,
        parent,
        null,
        movement.only(-1),
        movement.only(1),
        instruction.authority().initiator(),
        instruction.reference(),
        instruction.metadata(),
        recordedAt,
        recordedAt,
        enter(movement));
  }
}
