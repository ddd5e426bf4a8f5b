package dev.countersign.server.statements;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Moments;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Statements to be kept. */
@RestController
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
class StatementController {
  private static final int TEXT_MAX = 64;

  private final VisibleAccounts visible;
  private final Statements statements;

  StatementController(VisibleAccounts visible, Statements statements) {
    this.visible = visible;
    this.statements = statements;
  }

  @Operation(
      summary = "A statement of an account",
      description =
          "Of one's own accounts, or of any with the permission ledger:read: the balance before the"
              + " period, each entry in it with its counterparty and reference, and the balance after"
              + " it. In the sense recorded a statement of a period that is over never changes. An"
              + " asset with a longer code than three letters, or more than five decimals, is"
              + " nothing that camt.053 can say.")
  @ApiResponse(
      responseCode = "200",
      description = "The statement",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(
            mediaType = "application/pdf",
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "application/xml", schema = @Schema(type = "string"))
      })
  @GetMapping("/v1/accounts/{id}/statement")
  void statement(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @Parameter(description = "At this time or later; a day stands for its first moment in UTC")
          @RequestParam
          @Nullable String from,
      @Parameter(description = "Before this time") @RequestParam @Nullable String to,
      @Parameter(description = "csv, pdf or camt.053") @RequestParam(defaultValue = "csv")
          String format,
      @Parameter(description = "recorded or effective") @RequestParam(defaultValue = "recorded")
          String sense,
      HttpServletResponse response)
      throws IOException {
    Account account = visible.require(caller, id);
    Fields fields = new Fields();
    Optional<Instant> start =
        fields.parsed("from", from, TEXT_MAX, Moments::read, "Give a time or a day.");
    Optional<Instant> end =
        fields.parsed("to", to, TEXT_MAX, Moments::read, "Give a time or a day.");
    Optional<StatementFormat> wanted =
        fields.parsed(
            "format", format, TEXT_MAX, StatementFormat::find, "Give csv, pdf or camt.053.");
    Optional<Sense> which =
        fields.parsed(
            "sense", sense, TEXT_MAX, StatementController::sense, "recorded or effective.");
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      fields.fault("to", "out_of_range", "Give a later time than in from.");
    }
    fields.verify();
    Statements.Wish wish =
        new Statements.Wish(
            account,
            start.orElseThrow(),
            end.orElseThrow(),
            which.orElseThrow(),
            wanted.orElseThrow());
    if (!statements.isPossible(wish)) {
      fields.fault("format", "not_possible", "camt.053 cannot say this asset.");
      fields.verify();
    }
    response.setContentType(wish.format().mediaType());
    response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName(wish) + "\"");
    statements.write(wish, response.getOutputStream());
  }

  private static String fileName(Statements.Wish wish) {
    return wish.account().id().text()
        + "_"
        + day(wish.from())
        + "_"
        + day(wish.to())
        + "."
        + wish.format().extension();
  }

  private static String day(Instant time) {
    return time.toString().substring(0, "2000-01-01".length());
  }

  private static Optional<Sense> sense(String name) {
    return Stream.of(Sense.values())
        .filter(sense -> sense.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
