package dev.countersign.server.payments;

import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.requests.Requests;
import org.springframework.stereotype.Component;

/** Posts payments that were signed, under the key of their first request. Thread-safe. */
@Component
public final class SignedPayments {
  private final WaitingPayments waiting;
  private final Requests requests;
  private final Postings postings;

  SignedPayments(WaitingPayments waiting, Requests requests, Postings postings) {
    this.waiting = waiting;
    this.requests = requests;
    this.postings = postings;
  }

  /** The ledger's verdict, which is noted with the payment that waited. */
  public Verdict post(WaitingPayment signed) {
    Verdict verdict = postings.post(signed.transfer(Orders.requestId()));
    switch (verdict) {
      case Verdict.Posted posted -> {
        waiting.completed(signed, posted.transfer().id());
        if (signed.request() != null) {
          requests.namePayment(signed.tenant(), signed.request(), posted.transfer().id());
        }
      }
      case Verdict.Refused(Refusal refusal, boolean _) -> {
        // What was asked for and is closed by now will not be open again.
        if (refusal.reason().remembered() || refusal.reason() == Refusal.Reason.REQUEST_CLOSED) {
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
