package dev.countersign.server.payments;

import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Verdict;
import org.springframework.stereotype.Component;

/** Posts payments that were signed, under the key of their first request. Thread-safe. */
@Component
public final class SignedPayments {
  private final WaitingPayments waiting;
  private final Postings postings;

  SignedPayments(WaitingPayments waiting, Postings postings) {
    this.waiting = waiting;
    this.postings = postings;
  }

  /** The ledger's verdict, which is noted with the payment that waited. */
  public Verdict post(WaitingPayment signed) {
    Verdict verdict = postings.post(signed.transfer(Orders.requestId()));
    switch (verdict) {
      case Verdict.Posted posted -> waiting.completed(signed, posted.transfer().id());
      case Verdict.Refused(Refusal refusal, boolean _) -> {
        if (refusal.reason().remembered()) {
          waiting.refused(signed);
        }
      }
      case Verdict.Held held -> throw Postings.unasked(held);
    }
    return verdict;
  }

  /** A refusal in words. */
  public static String sentence(Refusal refusal) {
    return Refusals.sentence(refusal);
  }
}
