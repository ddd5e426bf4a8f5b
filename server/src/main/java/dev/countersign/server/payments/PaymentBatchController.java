package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentBatchAnswer;
import dev.countersign.api.PaymentBatchRequest;
import dev.countersign.api.PaymentItem;
import dev.countersign.api.PaymentVerdict;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.platform.web.UnhurriedProtocol;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Paying many at once. */
@RestController
@Refuses({
  ErrorCode.UNAUTHENTICATED,
  ErrorCode.FORBIDDEN,
  ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
  ErrorCode.PAYLOAD_TOO_LARGE
})
class PaymentBatchController {
  /** Leaves room for a slash and an index within the longest key. */
  static final int KEY_MAX = IdempotencyKey.LENGTH_MAX - 8;

  // As long as a million lines take on a slow day, of which a client may read nothing meanwhile.
  private static final Duration READS_WITHIN = Duration.ofMinutes(30);

  private static final String ATOMIC =
      "Pay all or none. Off: each is judged by itself, and one that is refused takes no other with"
          + " it.";

  private final PaymentOrders orders;
  private final Answers answers;
  private final Postings postings;
  private final JsonMapper json;

  PaymentBatchController(
      PaymentOrders orders, Answers answers, Postings postings, JsonMapper json) {
    this.answers = answers;
    this.orders = orders;
    this.postings = postings;
    this.json = json;
  }

  @Operation(
      summary = "Pay many at once",
      description =
          "Up to 1,000 payments, in order, with a verdict for each. Safe to repeat as a whole under"
              + " the same Idempotency-Key: what was paid is not paid again, and answers as it did."
              + " As application/x-ndjson up to 1,000,000, a line each, answered line by line while"
              + " they are sent; a client may read while it sends or after it. After a broken connection send"
              + " again from the first line without an answer on, with that many as offset.")
  @PostMapping(
      path = "/v1/transactions/batch",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  PaymentBatchAnswer pay(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @Parameter(description = ATOMIC) @RequestParam(defaultValue = "false") boolean atomic,
      @RequestBody PaymentBatchRequest request) {
    List<PaymentItem> items = BatchItems.verified("transactions", request.transactions());
    PaymentBatch batch = new PaymentBatch(caller, key(idempotencyKey), orders, answers);
    for (int index = 0; index < items.size(); index++) {
      PaymentItem item = items.get(index);
      batch.add(index, () -> item);
    }
    return new PaymentBatchAnswer(
        (atomic ? batch.postLinked(postings) : batch.post(postings)).get());
  }

  @Operation(
      summary = "Pay very many, line by line",
      description = "As with application/json, but a line for each payment and for each verdict.")
  @ApiResponse(
      responseCode = "200",
      description = "A line for each payment, in order",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_NDJSON_VALUE,
              schema = @Schema(implementation = PaymentVerdict.class)))
  @PostMapping(
      path = "/v1/transactions/batch",
      consumes = MediaType.APPLICATION_NDJSON_VALUE,
      produces = MediaType.APPLICATION_NDJSON_VALUE)
  void stream(
      @AuthenticationPrincipal Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @Parameter(description = ATOMIC + " At most 10,000 lines then.")
          @RequestParam(defaultValue = "false")
          boolean atomic,
      @Parameter(description = "The index of the first line, counted from 0 in the whole batch.")
          @RequestParam(defaultValue = "0")
          long offset,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (offset < 0 || offset > Integer.MAX_VALUE) {
      Fields fields = new Fields();
      fields.fault("offset", "range", "Give the number of lines that have an answer.");
      fields.verify();
    }
    String key = key(idempotencyKey);
    response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
    UnhurriedProtocol.allow(request, READS_WITHIN);
    try (SpooledAnswer out = new SpooledAnswer(response.getOutputStream())) {
      PaymentStream stream =
          new PaymentStream(
              () -> new PaymentBatch(caller, key, orders, answers), offset, postings, json, out);
      PaymentLines lines = new PaymentLines(request.getInputStream(), json);
      if (atomic) {
        stream.postLinked(lines);
      } else {
        stream.post(lines);
      }
    }
  }

  private static String key(@Nullable String idempotencyKey) {
    if (idempotencyKey == null || idempotencyKey.isBlank()) {
      throw new ProblemException(
          ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
          "Send an Idempotency-Key for the batch, and the same on a retry.");
    }
    Fields fields = new Fields();
    String key = fields.text("Idempotency-Key", idempotencyKey, KEY_MAX);
    fields.verify();
    return key;
  }
}
