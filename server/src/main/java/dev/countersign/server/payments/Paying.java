package dev.countersign.server.payments;

import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;

/** What paying came to. */
public sealed interface Paying {
  record Paid(PostedTransfer payment, boolean replayed) implements Paying {}

  /** It waits to be countersigned, or has waited. */
  record Waiting(WaitingPayment payment) implements Paying {}

  record Refused(Refusal refusal) implements Paying {}
}
