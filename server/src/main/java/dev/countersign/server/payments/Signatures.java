package dev.countersign.server.payments;

import dev.countersign.api.Countersignature;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.PaymentType;
import dev.countersign.server.access.Caller;
import dev.countersign.server.countersigning.Demand;
import dev.countersign.server.countersigning.Shown;
import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayment.Signature;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.countersigning.WaitingPayments.Asked;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.problem.ProblemException;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Lets payments wait for a signature, posts those that have one, and tells how they stand. */
@Component
class Signatures {
  private final WaitingPayments waiting;
  private final SignedPayments signedPayments;
  private final Answers answers;
  private final InstantSource clock;

  Signatures(
      WaitingPayments waiting,
      SignedPayments signedPayments,
      Answers answers,
      InstantSource clock) {
    this.waiting = waiting;
    this.signedPayments = signedPayments;
    this.answers = answers;
    this.clock = clock;
  }

  /** Lets a payment wait that the ledger refused for want of a signature, or finds that it does. */
  ResponseEntity<Payment> await(Caller payer, Transfer payment, Refusal refusal) {
    return answer(waiting(payer, payment, refusal));
  }

  /** The same, as it stands. */
  WaitingPayment waiting(Caller payer, Transfer payment, Refusal refusal) {
    return switch (waiting.ask(payer, payment)) {
      case Asked.Waiting(WaitingPayment found) -> found;
      case Asked.Conflict _ ->
          throw new ProblemException(
              ErrorCode.IDEMPOTENCY_CONFLICT, ErrorCode.IDEMPOTENCY_CONFLICT.hint());
      case Asked.Impossible _ -> throw Refusals.problem(refusal);
    };
  }

  /** Posts a payment that was just signed, under the key of its first request. */
  ResponseEntity<Payment> post(WaitingPayment signed) {
    return switch (signedPayments.post(signed)) {
      case Verdict.Posted(PostedTransfer transfer, boolean replayed) ->
          ReplayAware.answer(replayed, answers.payment(transfer));
      case Verdict.Refused(Refusal refusal, boolean _) -> throw Refusals.problem(refusal);
      case Verdict.Held held -> throw Postings.unasked(held);
    };
  }

  /** A waiting payment in the words of the API. */
  Payment view(WaitingPayment found) {
    Shown shown = waiting.shown(found);
    return new Payment(
        found.id().text(),
        PaymentType.PAYMENT,
        status(found),
        null,
        null,
        shown.amount(),
        shown.currency(),
        null,
        found.metadata(),
        found.askedAt(),
        found.askedAt(),
        null,
        countersignature(found, shown));
  }

  /** Where it stands, to whoever asked for it. */
  ResponseEntity<Payment> answer(WaitingPayment found) {
    Payment payment = view(found);
    return payment.status() == PaymentStatus.AWAITING_COUNTERSIGNATURE
        ? ResponseEntity.status(HttpStatus.ACCEPTED).body(payment)
        : ReplayAware.answer(true, payment);
  }

  private PaymentStatus status(WaitingPayment found) {
    return switch (found.statusAt(clock.instant())) {
      case AWAITING, SIGNED -> PaymentStatus.AWAITING_COUNTERSIGNATURE;
      case COMPLETED -> PaymentStatus.COMPLETED;
      case REFUSED -> PaymentStatus.REFUSED;
      case CANCELLED -> PaymentStatus.CANCELLED;
      case EXPIRED -> PaymentStatus.EXPIRED;
    };
  }

  private static Countersignature countersignature(WaitingPayment found, Shown shown) {
    Signature signature = found.signature();
    return new Countersignature(
        found.payer().text(),
        shown.text(),
        shown.payees().stream()
            .map(payee -> new Countersignature.Payee(payee.id(), payee.name(), payee.amount()))
            .toList(),
        shown.digest(),
        found.demands().stream().map(Demand::wireName).toList(),
        found.expiresAt(),
        signature == null ? null : signature.by().text(),
        signature == null ? null : signature.how().wireName(),
        signature == null ? null : signature.at(),
        found.payment() == null ? null : found.payment().text());
  }
}
