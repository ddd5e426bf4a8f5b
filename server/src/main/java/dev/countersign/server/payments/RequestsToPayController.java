package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.RequestToPay;
import dev.countersign.api.RequestToPayDecline;
import dev.countersign.api.RequestToPayPage;
import dev.countersign.api.RequestToPayView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.requests.Requests.Direction;
import dev.countersign.server.requests.Requests.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asking somebody to pay, and paying what one was asked for. */
@RestController
@RequestMapping(path = "/v1/payment-requests", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.PERSON_REQUIRED})
class RequestsToPayController {
  private static final int REASON_MAX = 140;
  private static final int DIRECTION_MAX = 10;

  private final Requests requests;
  private final Orders orders;
  private final RequestDesk desk;
  private final Signatures signatures;
  private final Answers answers;
  private final InstantSource clock;

  RequestsToPayController(
      Requests requests,
      Orders orders,
      RequestDesk desk,
      Signatures signatures,
      Answers answers,
      InstantSource clock) {
    this.requests = requests;
    this.orders = orders;
    this.desk = desk;
    this.signatures = signatures;
    this.answers = answers;
    this.clock = clock;
  }

  @Operation(
      summary = "Ask somebody to pay the caller",
      description =
          "The payer is told by mail, and pays or declines it; the caller can take it back until"
              + " then. At most 50 in 24 hours, and 5 to the same person.")
  @PostMapping
  @ApiResponse(responseCode = "201", description = "Asked", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The first answer's request, with Idempotency-Replayed: true",
      useReturnTypeSchema = true)
  @Refuses({
    ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
    ErrorCode.IDEMPOTENCY_CONFLICT,
    ErrorCode.TOO_MANY_REQUESTS_TO_PAY,
    ErrorCode.UNKNOWN_RECIPIENT,
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.SAME_ACCOUNT,
    ErrorCode.ZERO_AMOUNT,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  ResponseEntity<RequestToPayView> ask(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @RequestBody RequestToPay request) {
    Outcome.Done done = done(desk.ask(caller, idempotencyKey, request));
    return ReplayAware.answer(done.replayed(), view(done.request()));
  }

  @Operation(
      summary = "What the caller is asked to pay, or asks others for; the newest first",
      description = "direction=in for what the caller is to pay, out for what they asked for.")
  @GetMapping
  RequestToPayPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "in") String direction,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Fields fields = new Fields();
    Direction which =
        fields
            .parsed(
                "direction",
                direction,
                DIRECTION_MAX,
                RequestsToPayController::direction,
                "Give in or out.")
            .orElse(Direction.IN);
    fields.verify();
    PageRequest<RequestToPayId> page = PageRequest.read(cursor, limit, RequestToPayId::parse);
    return page.page(
        requests.list(caller.tenant(), caller.person(), which, page.cursor(), page.sought()),
        this::view,
        RequestToPayView::id,
        RequestToPayPage::new);
  }

  @Operation(summary = "One request, to payer or payee")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  RequestToPayView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return view(found(caller, id));
  }

  @Operation(
      summary = "Pay what one was asked for",
      description =
          "A payment like any other, made once whatever is pressed where: its metadata names the"
              + " request as payment_request. Where the tenant has payments countersigned, it may"
              + " wait like any other; the request stays open meanwhile.")
  @PostsMoney
  @ApiResponse(
      responseCode = "202",
      description = "It waits to be countersigned",
      useReturnTypeSchema = true)
  @PostMapping("/{id}/pay")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.REQUEST_CLOSED,
    ErrorCode.COUNTERSIGNATURE_REQUIRED,
    ErrorCode.IDEMPOTENCY_KEY_REQUIRED
  })
  ResponseEntity<Payment> pay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
    var request = found(caller, id);
    if (!request.payer().equals(caller.person())) {
      throw notFound();
    }
    return switch (desk.pay(caller, request, idempotencyKey)) {
      case Paying.Refused(Refusal refusal) -> throw Refusals.problem(refusal);
      case Paying.Waiting(WaitingPayment payment) -> signatures.answer(payment);
      case Paying.Paid(PostedTransfer payment, boolean replayed) ->
          ReplayAware.answer(replayed, answers.payment(payment));
    };
  }

  @Operation(summary = "Decline what one was asked for")
  @PostMapping("/{id}/decline")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.REQUEST_CLOSED})
  RequestToPayView decline(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody RequestToPayDecline request) {
    Fields fields = new Fields();
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    return view(done(requests.decline(caller, id(id), reason)).request());
  }

  @Operation(summary = "Take back what one asked for")
  @PostMapping("/{id}/cancel")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.REQUEST_CLOSED})
  RequestToPayView cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return view(done(requests.cancel(caller, id(id))).request());
  }

  private dev.countersign.server.requests.RequestToPay found(Caller caller, String id) {
    return requests
        .find(caller.tenant(), caller.person(), id(id))
        .orElseThrow(RequestsToPayController::notFound);
  }

  private static Outcome.Done done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done;
      case Outcome.NotFound _ -> throw notFound();
      case Outcome.Conflict _ -> throw refused(ErrorCode.IDEMPOTENCY_CONFLICT);
      case Outcome.TooMany _ -> throw refused(ErrorCode.TOO_MANY_REQUESTS_TO_PAY);
      case Outcome.Closed _ -> throw refused(ErrorCode.REQUEST_CLOSED);
    };
  }

  private static Optional<Direction> direction(String text) {
    return switch (text) {
      case "in" -> Optional.of(Direction.IN);
      case "out" -> Optional.of(Direction.OUT);
      default -> Optional.empty();
    };
  }

  private static RequestToPayId id(String text) {
    return RequestToPayId.parse(text).orElseThrow(RequestsToPayController::notFound);
  }

  private static ProblemException notFound() {
    return refused(ErrorCode.NOT_FOUND);
  }

  private static ProblemException refused(ErrorCode code) {
    return new ProblemException(code, code.hint());
  }

  private RequestToPayView view(dev.countersign.server.requests.RequestToPay request) {
    return new RequestToPayView(
        request.id().text(),
        request.status(clock.instant()).wireName(),
        request.payee().text(),
        request.payer().text(),
        new Money(request.amountMinor(), orders.asset(request.tenant(), request.asset())).text(),
        request.asset(),
        request.note(),
        request.reason(),
        request.payment() == null ? null : request.payment().text(),
        request.createdAt(),
        request.expiresAt(),
        request.decidedAt());
  }
}
