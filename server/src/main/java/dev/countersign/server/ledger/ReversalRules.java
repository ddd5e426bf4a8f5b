package dev.countersign.server.ledger;

import dev.countersign.server.ledger.BookMovement.Leg;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a payment may be reversed, and what that does. */
final class ReversalRules {
  private final BookContents book;

  ReversalRules(BookContents book) {
    this.book = book;
  }

  Verdict reverse(Reversal reversal, List<Allowance> allowances) {
    TenantId tenant = reversal.tenant();
    BookOriginal original = book.original(tenant, reversal.original());
    if (original == null) {
      // A hold is known, but there is nothing yet to reverse of it.
      boolean held = book.hold(tenant, reversal.original()) != null;
      return refused(held ? Reason.NOT_REVERSIBLE : Reason.UNKNOWN_PAYMENT);
    }
    if (!original.isReversible()) {
      return refused(Reason.NOT_REVERSIBLE);
    }
    String asset = original.original().asset();
    long remaining = original.remainingMinor();
    long amount = reversal.amountMinor() == null ? remaining : reversal.amountMinor();
    if (amount > remaining || remaining == 0) {
      return Verdict.refused(
          new Refusal(Reason.REVERSAL_EXCEEDS, book.sums(tenant, asset, remaining, amount)));
    }
    Map<AccountId, Long> undoing = original.undoing(amount);
    BookMovement movement = movement(tenant, undoing);
    Refusal refusal = objection(tenant, movement, allowances);
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    book.allowances.draw(allowances, movement::movedMinor);
    if (book.undo.isNoting()) {
      book.undo.note(original.memento());
    }
    original.reverse(undoing);
    return new Verdict.Posted(
        book.childOf(
            reversal.original(), reversal, Transfer.Type.REVERSAL, asset, amount, movement),
        false);
  }

  private @Nullable Refusal objection(
      TenantId tenant, BookMovement movement, List<Allowance> allowances) {
    Refusal refusal = book.standing(movement);
    if (refusal == null) {
      refusal = book.reach(tenant, movement, allowances);
    }
    if (refusal == null) {
      refusal = book.funds(movement);
    }
    return refusal == null && movement.overflows() ? Refusal.of(Reason.AMOUNT_OVERFLOW) : refusal;
  }

  private BookMovement movement(TenantId tenant, Map<AccountId, Long> undoing) {
    List<Leg> legs = new ArrayList<>(undoing.size());
    undoing.forEach(
        (account, amount) -> legs.add(new Leg(book.accounts.locked(tenant, account), amount)));
    return new BookMovement(legs);
  }

  private static Verdict refused(Reason reason) {
    return Verdict.refused(Refusal.of(reason));
  }
}
