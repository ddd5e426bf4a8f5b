package dev.countersign.server.ledger;

import dev.countersign.server.ledger.BookMovement.Leg;
import dev.countersign.server.ledger.HeldPayment.Part;
import dev.countersign.server.ledger.Refusal.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a movement may be posted, and when it may be held. */
final class TransferRules {
  private final BookContents book;

  TransferRules(BookContents book) {
    this.book = book;
  }

  Verdict post(Transfer transfer, List<Allowance> allowances) {
    List<Leg> legs = new ArrayList<>(transfer.entries().size());
    Reason reason = resolve(transfer, legs);
    if (reason != null) {
      return Verdict.refused(Refusal.of(reason));
    }
    BookMovement movement = new BookMovement(legs);
    Refusal refusal = objection(transfer, movement, allowances);
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    if (movement.overflows()) {
      return Verdict.refused(Refusal.of(Reason.AMOUNT_OVERFLOW));
    }
    book.allowances.draw(allowances, movement::movedMinor);
    return new Verdict.Posted(recorded(transfer, movement), false);
  }

  Verdict hold(Hold hold, List<Allowance> allowances) {
    Transfer payment = hold.payment();
    if (!hold.expiresAt().isAfter(book.recordedAt)) {
      return Verdict.refused(Refusal.of(Reason.HOLD_EXPIRED));
    }
    List<Leg> legs = new ArrayList<>(payment.entries().size());
    Reason reason = resolve(payment, legs);
    if (reason != null) {
      return Verdict.refused(Refusal.of(reason));
    }
    BookMovement movement = new BookMovement(legs);
    Refusal refusal = objection(payment, movement, allowances);
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    book.allowances.draw(allowances, movement::movedMinor);
    HeldPayment made = held(hold, legs);
    book.allowances.hold(made, allowances);
    return new Verdict.Held(made, false);
  }

  private @Nullable Refusal objection(
      Transfer transfer, BookMovement movement, List<Allowance> allowances) {
    Refusal refusal = book.standing(movement);
    if (refusal == null) {
      refusal = book.reach(transfer.tenant(), movement, allowances);
    }
    return refusal == null ? book.funds(movement) : refusal;
  }

  // Fills in the legs, or says why it cannot.
  private @Nullable Reason resolve(Transfer transfer, List<Leg> legs) {
    for (String asset : transfer.assets()) {
      if (book.isUnknown(transfer.tenant(), asset)) {
        return Reason.UNKNOWN_ASSET;
      }
    }
    Map<AccountName, BookAccount> unopened = new HashMap<>();
    boolean mismatch = false;
    for (Entry entry : transfer.entries()) {
      AccountName name = AccountName.of(transfer, entry);
      BookAccount account = book.accounts.find(name);
      if (account == null) {
        account = unopened.computeIfAbsent(name, book.accounts::unopened);
      }
      if (account == null) {
        return Reason.UNKNOWN_ACCOUNT;
      }
      mismatch |= !account.asset().equals(transfer.assetOf(entry));
      legs.add(new Leg(account, entry.amountMinor()));
    }
    if (mismatch) {
      return Reason.ASSET_MISMATCH;
    }
    Set<BookAccount> distinct = new HashSet<>();
    legs.forEach(leg -> distinct.add(leg.account()));
    // An administrator's transaction may post to an account twice, as an amount and its rounding.
    boolean twice = distinct.size() < legs.size() && transfer.type() != Transfer.Type.TRANSACTION;
    return distinct.size() < 2 || twice ? Reason.SAME_ACCOUNT : null;
  }

  private PostedTransfer recorded(Transfer transfer, BookMovement movement) {
    return new PostedTransfer(
        book.nextPayment(),
        transfer.tenant(),
        transfer.type(),
        transfer.asset(),
        transfer.amountMinor(),
        null,
        transfer.conversion(),
        movement.only(-1),
        movement.only(1),
        transfer.authority().initiator(),
        transfer.reference(),
        transfer.metadata(),
        transfer.effectiveAt() == null ? book.recordedAt : transfer.effectiveAt(),
        book.recordedAt,
        book.enter(movement));
  }

  private HeldPayment held(Hold hold, List<Leg> legs) {
    Transfer payment = hold.payment();
    List<Part> payees = new ArrayList<>(legs.size());
    BookAccount payer = null;
    for (Leg leg : legs) {
      if (leg.amountMinor() < 0) {
        payer = leg.account();
        book.accounts.hold(payer, -leg.amountMinor());
      } else {
        book.accounts.hold(leg.account(), 0);
        payees.add(new Part(leg.account().id(), leg.amountMinor(), 0));
      }
    }
    if (payer == null) {
      throw new IllegalStateException("a hold without a payer");
    }
    HeldPayment made =
        new HeldPayment(
            book.nextPayment(),
            hold.tenant(),
            payment.type(),
            HeldPayment.State.OPEN,
            payment.asset(),
            payment.amountMinor(),
            0,
            payer.id(),
            payees,
            hold.authority().initiator(),
            hold.reference(),
            hold.metadata(),
            hold.expiresAt(),
            book.recordedAt,
            null);
    book.touch(BookHold.made(made));
    return made;
  }
}
