package dev.countersign.server.payments;

import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Capture;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.Hold;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Release;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.UserId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What an instruction would take from people who pay others, now or on hold. */
final class Paid {
  private Paid() {}

  /** The payment; empty where an instruction makes none, or goes on with one that was made. */
  static Optional<Transfer> by(Instruction instruction) {
    Optional<Transfer> moved =
        switch (instruction) {
          case Transfer transfer -> Optional.of(transfer);
          case Hold hold -> Optional.of(hold.payment());
          default -> Optional.empty();
        };
    return moved.filter(Paid::isByThePayer);
  }

  /** The hold of which it lets go what it does not take; empty where it lets go of nothing. */
  static Optional<PaymentId> freed(Instruction instruction) {
    return switch (instruction) {
      case Release release -> Optional.of(release.hold());
      case Capture capture when capture.last() && capture.amountMinor() != null ->
          Optional.of(capture.hold());
      default -> Optional.empty();
    };
  }

  // What a bookkeeper moves between others' accounts is nobody's spending.
  private static boolean isByThePayer(Transfer transfer) {
    return switch (transfer.type()) {
      case PAYMENT, CONVERSION -> !transfer.isAdministrators();
      case DEPOSIT, WITHDRAWAL, TRANSACTION, CAPTURE, REVERSAL -> false;
    };
  }

  /** The people it takes something from. */
  static Set<UserId> payers(Transfer payment) {
    Set<UserId> payers = new HashSet<>();
    for (Entry entry : payment.entries()) {
      if (entry.amountMinor() < 0 && entry.account() instanceof AccountRef.OfOwner(UserId owner)) {
        payers.add(owner);
      }
    }
    return payers;
  }
}
