package dev.countersign.server.console;

import dev.countersign.api.FeeBearer;
import dev.countersign.api.PaymentFeeTaken;
import dev.countersign.api.PaymentReference;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.payments.PaymentDesk.Noted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What movements, and where they stand, are called on a page. */
final class PaymentWords {
  /** A word for where something stands, and how it looks. */
  record Standing(String word, String looks) {}

  private PaymentWords() {}

  static String type(Transfer.Type type) {
    return switch (type) {
      case PAYMENT -> "Payment";
      case DEPOSIT -> "Deposit";
      case WITHDRAWAL -> "Withdrawal";
      case TRANSACTION -> "Transaction";
      case CONVERSION -> "Conversion";
      case CAPTURE -> "Capture";
      case REVERSAL -> "Reversal";
    };
  }

  static Standing standing(PostedTransfer transfer, long reversedMinor) {
    if (reversedMinor == 0) {
      return new Standing("Completed", "good");
    }
    return reversedMinor < transfer.amountMinor()
        ? new Standing("Reversed in part", "waiting")
        : new Standing("Reversed", "bad");
  }

  static Standing standing(HeldPayment hold, boolean over) {
    return switch (hold.state()) {
      case OPEN -> over ? new Standing("Expired", "bad") : new Standing("Held", "waiting");
      case CAPTURED -> new Standing("Captured", "good");
      case VOIDED -> new Standing("Voided", "bad");
      case EXPIRED -> new Standing("Expired", "bad");
    };
  }

  /** What the service noted, and what it is for. */
  static List<Fact> facts(Noted noted) {
    List<Fact> facts = new ArrayList<>();
    if (noted.reason() != null) {
      facts.add(new Fact("Reason", noted.reason()));
    }
    for (PaymentReference reference : noted.references()) {
      facts.add(new Fact(reference(reference), reference.value()));
    }
    PaymentFeeTaken fee = noted.fee();
    if (fee != null) {
      facts.add(
          new Fact(
              "Fee",
              fee.amount()
                  + (fee.borneBy() == FeeBearer.PAYER
                      ? ", borne by the payer"
                      : ", borne by the payee")));
    }
    return facts;
  }

  /** What a line of a list says it is for. */
  static @Nullable String what(@Nullable String reference, Noted noted) {
    if (noted.reason() != null) {
      return noted.reason();
    }
    return noted.references().isEmpty() ? reference : noted.references().getFirst().value();
  }

  private static String reference(PaymentReference reference) {
    return switch (reference.type()) {
      case INVOICE -> "Invoice";
      case ORDER -> "Order";
      case CONTRACT -> "Contract";
      case CUSTOMER -> "Customer";
      case END_TO_END -> "Reference";
      case CREDITOR -> "Creditor reference";
    };
  }
}
