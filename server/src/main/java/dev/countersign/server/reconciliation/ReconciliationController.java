package dev.countersign.server.reconciliation;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.api.ReconciliationMatch;
import dev.countersign.api.ReconciliationMatchPage;
import dev.countersign.api.ReconciliationMatchRequest;
import dev.countersign.api.ReconciliationRunAnswer;
import dev.countersign.api.ReconciliationRunRequest;
import dev.countersign.api.ReconciliationStanding;
import dev.countersign.api.ReconciliationUndoRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What accounts outside say, held against the ledger. */
@RestController
@RequestMapping(path = "/v1/reconciliation", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
class ReconciliationController {
  private static final int LIMIT_MAX = 200;
  private static final int IDS_MAX = 500;
  private static final int TEXT_MAX = 64;
  private static final int REASON_MAX = 500;
  private static final String ACCOUNT =
      "The ledger's account; without it, the one that stands for all outside in the currency";

  private final ReconciliationDesk desk;

  ReconciliationController(ReconciliationDesk desk) {
    this.desk = desk;
  }

  @Operation(
      summary = "What has no counterpart, outside or in the ledger",
      description =
          "Amounts are told as the account outside tells them: above zero for what came in there.")
  @GetMapping
  ReconciliationStanding standing(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = ACCOUNT) @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String currency,
      @Parameter(description = "1 to 200, of each side") @RequestParam(defaultValue = "50")
          int limit,
      @RequestParam(defaultValue = "0") int offset) {
    Fields fields = new Fields();
    requireRange(fields, "limit", limit, 1, LIMIT_MAX);
    requireRange(fields, "offset", offset, 0, Integer.MAX_VALUE);
    fields.verify();
    return desk.standing(desk.account(caller, account, currency), offset, limit);
  }

  @Operation(
      summary = "Take in a file of an account outside",
      description =
          "MT940, camt.053, or CSV with its columns declared. All of the file is taken in or, where"
              + " a line of it is at fault, nothing. The same file again changes nothing, and neither"
              + " do lines that another file had. Then lines and entries are matched: by reference"
              + " and amount, by amount within three days, and by sums; where there is more than one"
              + " way, by nobody but you.")
  @ApiResponse(responseCode = "201", description = "Taken in", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "It was there before; nothing has changed",
      useReturnTypeSchema = true)
  @Refuses({ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE})
  @PostMapping(
      path = "/imports",
      consumes = {
        MediaType.APPLICATION_OCTET_STREAM_VALUE,
        MediaType.TEXT_PLAIN_VALUE,
        "text/csv",
        MediaType.APPLICATION_XML_VALUE,
        MediaType.TEXT_XML_VALUE
      })
  ResponseEntity<ReconciliationImport> take(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = ACCOUNT) @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String currency,
      @Parameter(description = "mt940, camt.053 or csv") @RequestParam(required = false)
          @Nullable String format,
      @Parameter(description = "Of CSV, the heading of the column with the day")
          @RequestParam(name = "date_column", required = false)
          @Nullable String dateColumn,
      @RequestParam(name = "amount_column", required = false) @Nullable String amountColumn,
      @RequestParam(name = "reference_column", required = false) @Nullable String referenceColumn,
      @RequestParam(name = "counterparty_column", required = false)
          @Nullable String counterpartyColumn,
      @RequestParam(name = "details_column", required = false) @Nullable String detailsColumn,
      @RequestParam(name = "date_format", defaultValue = "yyyy-MM-dd") String dateFormat,
      @RequestParam(defaultValue = ",") String delimiter,
      @RequestParam(defaultValue = ".") String decimal,
      @RequestParam(defaultValue = "UTF-8") String charset,
      @RequestBody byte[] file) {
    Fields fields = new Fields();
    Optional<FileFormat> wanted =
        fields.parsed("format", format, TEXT_MAX, FileFormat::find, "Give mt940, camt.053 or csv.");
    fields.verify();
    Account against = desk.account(caller, account, currency);
    ReconciliationImport taken =
        wanted.orElseThrow() == FileFormat.CSV
            ? desk.take(
                caller,
                against,
                CsvMappings.read(
                    new CsvMappings.Declared(
                        dateColumn,
                        amountColumn,
                        referenceColumn,
                        counterpartyColumn,
                        detailsColumn,
                        dateFormat,
                        delimiter,
                        decimal,
                        charset)),
                file)
            : desk.take(caller, against, wanted.orElseThrow(), file);
    return ResponseEntity.status(taken.repeated() ? HttpStatus.OK : HttpStatus.CREATED).body(taken);
  }

  @Operation(summary = "Look again for what is the same")
  @PostMapping("/run")
  ReconciliationRunAnswer run(
      @AuthenticationPrincipal Caller caller, @RequestBody ReconciliationRunRequest request) {
    Fields fields = new Fields();
    int days = request.days() == null ? MatchDays.USUAL : request.days();
    requireRange(fields, "days", days, 0, MatchDays.MAX);
    fields.verify();
    return new ReconciliationRunAnswer(
        desk.run(desk.account(caller, request.account(), request.currency()), days));
  }

  @Operation(summary = "What was matched, newest first")
  @GetMapping("/matches")
  ReconciliationMatchPage matches(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = ACCOUNT) @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String currency,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Fields fields = new Fields();
    requireRange(fields, "limit", limit, 1, LIMIT_MAX);
    MatchId before =
        cursor == null
            ? null
            : fields
                .parsed(
                    "cursor", cursor, TEXT_MAX, MatchId::parse, "Give the next_cursor of a page.")
                .orElse(null);
    fields.verify();
    return desk.matches(desk.account(caller, account, currency), before, limit);
  }

  @Operation(
      summary = "Match by hand",
      description =
          "Lines and payments that belong together; either may be none, and what they sum to may"
              + " differ. The reason is kept, and audit hears of it.")
  @Refuses(ErrorCode.ALREADY_MATCHED)
  @PostMapping("/matches")
  @ResponseStatus(HttpStatus.CREATED)
  ReconciliationMatch settle(
      @AuthenticationPrincipal Caller caller, @RequestBody ReconciliationMatchRequest request) {
    Fields fields = new Fields();
    List<LineId> lines = ids(fields, "lines", request.lines(), LineId::parse);
    List<PaymentId> payments = ids(fields, "payments", request.payments(), PaymentId::parse);
    if (request.lines().isEmpty() && request.payments().isEmpty()) {
      fields.fault("lines", "required", "Name a line or a payment.");
    }
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    return desk.settle(
        caller,
        desk.account(caller, request.account(), request.currency()),
        lines,
        payments,
        reason);
  }

  @Operation(summary = "Take a match back", description = "What was matched waits again.")
  @PostMapping("/matches/{id}/undo")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void undo(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody ReconciliationUndoRequest request) {
    Fields fields = new Fields();
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    boolean undone = MatchId.parse(id).map(match -> desk.undo(caller, match, reason)).orElse(false);
    if (!undone) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such match, or not any more.");
    }
  }

  private static <T> List<T> ids(
      Fields fields, String name, List<String> texts, Function<String, Optional<T>> reader) {
    if (texts.size() > IDS_MAX) {
      fields.fault(name, "too_many", "Give at most " + IDS_MAX + ".");
      return List.of();
    }
    return texts.stream()
        .map(text -> fields.parsed(name, text, TEXT_MAX, reader, "This is no such id."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void requireRange(Fields fields, String name, int given, int least, int most) {
    if (given < least || given > most) {
      fields.fault(name, "out_of_range", "Give " + least + " to " + most + ".");
    }
  }
}
