package dev.countersign.server.payments;

import dev.countersign.api.CaptureRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.LinkedPaymentsAnswer;
import dev.countersign.api.LinkedPaymentsRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.ReverseRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Paying somebody, now or later, and taking that back. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.IDEMPOTENCY_KEY_REQUIRED})
class PaymentsController {
  private static final String KEY = "Idempotency-Key";

  private final PaymentOrders orders;
  private final PaymentSteps steps;
  private final LinkedPayments linked;
  private final Postings postings;
  private final Signatures signatures;
  private final Answers answers;

  PaymentsController(
      PaymentOrders orders,
      PaymentSteps steps,
      LinkedPayments linked,
      Postings postings,
      Signatures signatures,
      Answers answers) {
    this.signatures = signatures;
    this.orders = orders;
    this.steps = steps;
    this.linked = linked;
    this.postings = postings;
    this.answers = answers;
  }

  @Operation(
      summary = "Pay somebody, or hold what is to be paid",
      description =
          "Completed when the answer comes, or pending with hold. The same key and the same content"
              + " get the first answer again, for ever; the same key and other content is a"
              + " conflict. Where the tenant has payments countersigned, one may wait: then its"
              + " status says so, and a repeat tells how it stands.")
  @PostsMoney
  @PaysSomebody
  @ApiResponse(
      responseCode = "202",
      description = "It waits to be countersigned",
      useReturnTypeSchema = true)
  @PostMapping("/v1/payments")
  ResponseEntity<Payment> pay(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey,
      @RequestBody PaymentRequest request) {
    Instruction instruction = orders.payment(caller, idempotencyKey, request);
    Verdict verdict = postings.post(instruction);
    // Holds and conversions cannot wait: their answer says that they would have to.
    return verdict instanceof Verdict.Refused(Refusal refusal, boolean _)
            && refusal.reason() == Refusal.Reason.COUNTERSIGNATURE_REQUIRED
            && instruction instanceof Transfer transfer
            && transfer.type() == Transfer.Type.PAYMENT
        ? signatures.await(caller, transfer, refusal)
        : answer(verdict);
  }

  @Operation(
      summary = "Make several payments, all of them or none",
      description =
          "Each from the caller's own account, or from anybody's by whoever holds ledger:write."
              + " Where one is refused, the answer names it and nothing has moved.")
  @PostsMoney
  @PaysSomebody
  @Refuses(ErrorCode.LINKED_REFUSED)
  @PostMapping("/v1/payments/linked")
  ResponseEntity<LinkedPaymentsAnswer> linked(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey,
      @RequestBody LinkedPaymentsRequest request) {
    return linked.post(caller, idempotencyKey, request);
  }

  @Operation(
      summary = "Take what is held, or a part of it",
      description = "By the payee, or whoever holds ledger:write. A payment of its own.")
  @PostsMoney
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.HOLD_CLOSED,
    ErrorCode.HOLD_EXPIRED,
    ErrorCode.CAPTURE_EXCEEDS
  })
  @PostMapping("/v1/payments/{id}/capture")
  ResponseEntity<Payment> capture(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey,
      @RequestBody CaptureRequest request) {
    return answer(postings.post(steps.capture(caller, id, idempotencyKey, request)));
  }

  @Operation(
      summary = "Let go of what is held",
      description =
          "By the payee, or whoever holds ledger:write; by the payer once it has expired. The answer"
              + " is what was held, as it stands now.")
  @ApiResponse(responseCode = "201", description = "Voided", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The first answer again, with Idempotency-Replayed: true",
      useReturnTypeSchema = true)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.HOLD_CLOSED, ErrorCode.IDEMPOTENCY_CONFLICT})
  @PostMapping("/v1/payments/{id}/void")
  ResponseEntity<Payment> release(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey) {
    return answer(postings.post(steps.release(caller, id, idempotencyKey)));
  }

  @Operation(
      summary = "Give a payment back, or a part of it",
      description =
          "By whoever got all of it, or whoever holds ledger:write; never more than was paid. A"
              + " payment of its own.")
  @PostsMoney
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.NOT_REVERSIBLE, ErrorCode.REVERSAL_EXCEEDS})
  @PostMapping("/v1/payments/{id}/reverse")
  ResponseEntity<Payment> reverse(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String idempotencyKey,
      @RequestBody ReverseRequest request) {
    return answer(postings.post(steps.reverse(caller, id, idempotencyKey, request)));
  }

  private ResponseEntity<Payment> answer(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused -> throw Refusals.problem(refused.refusal());
      case Verdict.Posted posted ->
          ReplayAware.answer(posted.replayed(), answers.payment(posted.transfer()));
      case Verdict.Held held -> ReplayAware.answer(held.replayed(), answers.hold(held.hold()));
    };
  }
}
