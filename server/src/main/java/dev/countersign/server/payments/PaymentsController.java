package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.PostedTransfer;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Paying somebody. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({
  ErrorCode.UNAUTHENTICATED,
  ErrorCode.FORBIDDEN,
  ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
  ErrorCode.SAME_ACCOUNT
})
class PaymentsController {
  private final Orders orders;
  private final Postings postings;
  private final Assets assets;
  private final Signatures signatures;

  PaymentsController(Orders orders, Postings postings, Assets assets, Signatures signatures) {
    this.orders = orders;
    this.postings = postings;
    this.assets = assets;
    this.signatures = signatures;
  }

  @Operation(
      summary = "Pay somebody",
      description =
          "Completed when the answer comes. The same key and the same content get the first answer"
              + " again, for ever; the same key and other content is a conflict. Where the tenant"
              + " has payments countersigned, one may wait: then its status says so, and a repeat"
              + " tells how it stands.")
  @PostsMoney
  @ApiResponse(
      responseCode = "202",
      description = "It waits to be countersigned",
      useReturnTypeSchema = true)
  @PostMapping("/v1/payments")
  ResponseEntity<Payment> pay(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @RequestBody PaymentRequest request) {
    Transfer transfer = orders.payment(caller, idempotencyKey, request);
    return switch (postings.post(transfer)) {
      case Verdict.Refused refused
          when refused.refusal().reason() == Refusal.Reason.COUNTERSIGNATURE_REQUIRED ->
          signatures.await(caller, transfer, refused.refusal());
      case Verdict.Refused refused -> throw Refusals.problem(refused.refusal());
      case Verdict.Posted posted -> answer(posted.transfer(), posted.replayed());
      case Verdict.Held held -> throw Postings.unasked(held);
    };
  }

  private ResponseEntity<Payment> answer(PostedTransfer transfer, boolean replayed) {
    Payment payment =
        Answers.payment(transfer, assets.find(transfer.tenant(), transfer.asset()).orElseThrow());
    return ReplayAware.answer(replayed, payment);
  }
}
