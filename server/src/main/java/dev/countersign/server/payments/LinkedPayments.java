package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LinkedPayment;
import dev.countersign.api.LinkedPaymentsAnswer;
import dev.countersign.api.LinkedPaymentsRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Several payments under one key, all of them or none. */
@Component
class LinkedPayments {
  // Room for what tells the payments of one key apart.
  private static final int KEY_MAX = IdempotencyKey.LENGTH_MAX - 4;

  private final PaymentOrders orders;
  private final Recipients recipients;
  private final Postings postings;
  private final Answers answers;

  LinkedPayments(PaymentOrders orders, Recipients recipients, Postings postings, Answers answers) {
    this.orders = orders;
    this.recipients = recipients;
    this.postings = postings;
    this.answers = answers;
  }

  ResponseEntity<LinkedPaymentsAnswer> post(
      Caller caller, @Nullable String idempotencyKey, LinkedPaymentsRequest request) {
    Fields fields = new Fields();
    String key = Orders.key(fields, idempotencyKey);
    if (key.length() > KEY_MAX) {
      fields.fault("Idempotency-Key", "too_long", "Give at most " + KEY_MAX + " characters.");
    }
    List<? extends @Nullable LinkedPayment> payments = request.payments();
    if (payments.size() < 2 || payments.size() > LinkedPaymentsRequest.PAYMENTS_MAX) {
      fields.fault(
          "payments", "size", "Give 2 to " + LinkedPaymentsRequest.PAYMENTS_MAX + " payments.");
    }
    fields.verify();
    List<Instruction> instructions = new ArrayList<>();
    for (int index = 0; index < payments.size(); index++) {
      instructions.add(read(caller, key, index, payments.get(index)));
    }
    return answer(postings.await(postings.submitLinked(instructions)));
  }

  private Instruction read(Caller caller, String key, int index, @Nullable LinkedPayment linked) {
    Fields fields = Fields.ofItem("payments", index);
    LinkedPayment item = fields.present("payment", linked).orElse(null);
    if (item == null || fields.present("payment", item.payment()).isEmpty()) {
      fields.verify();
      throw new IllegalStateException("what is absent is a fault");
    }
    try {
      return orders.payment(payer(caller, item.payer()), key + "/" + index, item.payment());
    } catch (ProblemException refused) {
      throw at(index, refused);
    }
  }

  private Payer payer(Caller caller, @Nullable String name) {
    if (name == null) {
      return Payer.self(caller);
    }
    if (!caller.may(Permission.LEDGER_WRITE)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "It takes ledger:write to pay from others' accounts.");
    }
    Fields fields = new Fields();
    String read = fields.text("payer", name, Orders.RECIPIENT_MAX);
    fields.verify();
    return recipients
        .findForAdministrator(caller.tenant(), read)
        .map(account -> new Payer(caller, account, read))
        .orElseThrow(
            () -> Orders.atFault("payer", ErrorCode.UNKNOWN_ACCOUNT, "Check the account named."));
  }

  private ResponseEntity<LinkedPaymentsAnswer> answer(List<Verdict> verdicts) {
    List<Payment> payments = new ArrayList<>();
    boolean replayed = true;
    for (int index = 0; index < verdicts.size(); index++) {
      Verdict verdict = verdicts.get(index);
      replayed &= verdict.replayed();
      switch (verdict) {
        case Verdict.Posted posted -> payments.add(answers.payment(posted.transfer()));
        case Verdict.Held held -> payments.add(answers.hold(held.hold()));
        case Verdict.Refused refused -> {
          // What stands against the one explains all the others.
          if (refused.refusal().reason() != Refusal.Reason.LINKED_REFUSED) {
            throw at(index, Refusals.problem(refused.refusal()));
          }
        }
      }
    }
    if (payments.size() < verdicts.size()) {
      throw new IllegalStateException("linked payments were refused without a reason");
    }
    return ReplayAware.answer(replayed, new LinkedPaymentsAnswer(payments));
  }

  /** The same, said of one payment in the list. */
  private static ProblemException at(int index, ProblemException refused) {
    String item = "payments[" + index + "]";
    String detail = String.valueOf(refused.getMessage());
    List<FieldError> errors =
        refused.errors().isEmpty()
            ? List.of(new FieldError(item, refused.code().wireName(), detail))
            : refused.errors().stream()
                .map(error -> new FieldError(field(item, error), error.code(), error.message()))
                .toList();
    Map<String, String> context = new HashMap<>(refused.context());
    context.put("position", Integer.toString(index));
    return new ProblemException(refused.code(), detail, errors, context);
  }

  private static String field(String item, FieldError error) {
    return item + (error.field().equals("payer") ? ".payer" : ".payment." + error.field());
  }
}
