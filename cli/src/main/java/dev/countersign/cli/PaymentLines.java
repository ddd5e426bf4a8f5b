package dev.countersign.cli;

import dev.countersign.api.Payment;
import dev.countersign.client.PaymentOutcome;
import java.io.PrintWriter;

/** Says what became of a payment. */
final class PaymentLines {
  private PaymentLines() {}

  /** The line of a payment; answers the exit code. */
  static int print(PrintWriter out, PaymentOutcome outcome) {
    print(out, outcome.payment());
    if (outcome.replayed()) {
      out.println("This key was used before for the same; nothing was done now.");
    }
    return 0;
  }

  /** The same, of one that says nothing of repeats. */
  static int print(PrintWriter out, Payment payment) {
    out.printf(
        "%s %s %s %s: %s%n",
        payment.id(),
        Words.of(payment.type()),
        payment.amount(),
        payment.currency(),
        Words.of(payment.status()));
    return 0;
  }
}
