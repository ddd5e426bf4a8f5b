package dev.countersign.server.ledger;

import dev.countersign.server.ledger.BookMovement.Leg;
import dev.countersign.server.ledger.HeldPayment.Part;
import dev.countersign.server.ledger.HeldPayment.State;
import dev.countersign.server.ledger.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may become of a hold. */
final class HoldRules {
  private final BookContents book;

  HoldRules(BookContents book) {
    this.book = book;
  }

  Verdict capture(Capture capture, List<Allowance> allowances, List<Allowance.OnHold> onHold) {
    BookHold hold = book.hold(capture.tenant(), capture.hold());
    Refusal refusal = hold == null ? null : capturable(hold.now());
    if (hold == null || refusal != null) {
      return Verdict.refused(refusal == null ? Refusal.of(Reason.UNKNOWN_PAYMENT) : refusal);
    }
    HeldPayment held = hold.now();
    long remaining = held.remainingMinor();
    long amount = capture.amountMinor() == null ? remaining : capture.amountMinor();
    if (amount > remaining) {
      return Verdict.refused(
          new Refusal(
              Reason.CAPTURE_EXCEEDS, book.sums(held.tenant(), held.asset(), remaining, amount)));
    }
    List<Long> shares = hold.shares(amount);
    BookMovement movement = movement(held, amount, shares);
    refusal = book.standing(movement);
    if (refusal == null) {
      refusal = book.reach(held.tenant(), movement, allowances);
    }
    if (refusal == null && movement.overflows()) {
      refusal = Refusal.of(Reason.AMOUNT_OVERFLOW);
    }
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    book.allowances.draw(allowances, movement::movedMinor);
    if (capture.last()) {
      book.allowances.giveBack(onHold, remaining - amount);
    }
    return new Verdict.Posted(captured(capture, hold, amount, shares, movement), false);
  }

  Verdict release(Release release, List<Allowance.OnHold> onHold) {
    BookHold hold = book.hold(release.tenant(), release.hold());
    Refusal refusal = hold == null ? null : closed(hold.now());
    if (hold == null || refusal != null) {
      return Verdict.refused(refusal == null ? Refusal.of(Reason.UNKNOWN_PAYMENT) : refusal);
    }
    boolean expired = hasExpired(hold.now());
    if (release.isExpiry() && !expired) {
      throw new IllegalStateException(release.hold() + " was said to have expired, but has not");
    }
    book.touch(hold);
    giveFree(hold.now(), hold.now().remainingMinor());
    book.allowances.giveBack(onHold, hold.now().remainingMinor());
    hold.close(expired ? State.EXPIRED : State.VOIDED, book.recordedAt);
    return new Verdict.Held(hold.now(), false);
  }

  private PostedTransfer captured(
      Capture capture, BookHold hold, long amount, List<Long> shares, BookMovement movement) {
    HeldPayment held = hold.now();
    book.touch(hold);
    hold.capture(amount, shares, capture.last(), book.recordedAt);
    // What was held covers what is now taken: it is given free first.
    giveFree(held, capture.last() ? held.remainingMinor() : amount);
    return book.childOf(held.id(), capture, Transfer.Type.CAPTURE, held.asset(), amount, movement);
  }

  private BookMovement movement(HeldPayment held, long amount, List<Long> shares) {
    List<Leg> legs = new ArrayList<>(shares.size() + 1);
    legs.add(new Leg(book.accounts.locked(held.tenant(), held.payer()), -amount));
    for (int at = 0; at < shares.size(); at++) {
      if (shares.get(at) > 0) {
        Part part = held.payees().get(at);
        legs.add(new Leg(book.accounts.locked(held.tenant(), part.account()), shares.get(at)));
      }
    }
    return new BookMovement(legs);
  }

  private void giveFree(HeldPayment held, long amount) {
    book.accounts.hold(book.accounts.locked(held.tenant(), held.payer()), -amount);
  }

  private boolean hasExpired(HeldPayment held) {
    return !book.recordedAt.isBefore(held.expiresAt());
  }

  // Expired is expired, whether somebody has already swept it up or not.
  private @Nullable Refusal capturable(HeldPayment held) {
    Refusal refusal = held.state() == State.EXPIRED ? null : closed(held);
    return refusal == null && hasExpired(held) ? Refusal.of(Reason.HOLD_EXPIRED) : refusal;
  }

  private static @Nullable Refusal closed(HeldPayment held) {
    return held.state() == State.OPEN
        ? null
        : new Refusal(Reason.HOLD_CLOSED, Map.of("state", held.state().wireName()));
  }
}
