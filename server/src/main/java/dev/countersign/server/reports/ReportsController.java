package dev.countersign.server.reports;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.TransactionReport;
import dev.countersign.api.TrialBalance;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Moments;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's books in sums. */
@RestController
@RequestMapping(path = "/v1/reports", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class ReportsController {
  private static final int TEXT_MAX = 64;

  private final Reports reports;
  private final InstantSource clock;

  ReportsController(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @Operation(
      summary = "The trial balance",
      description =
          "What all accounts held at the end of a moment, as it was recorded by then: in each"
              + " currency, debits and credits are the same sum.")
  @GetMapping("/trial-balance")
  TrialBalance trialBalance(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "A time, or a day for its first moment in UTC; now without")
          @RequestParam(required = false)
          @Nullable String at) {
    Fields fields = new Fields();
    Instant moment = at == null ? null : time(fields, "at", at).orElse(null);
    fields.verify();
    return moment == null
        ? reports.trialBalance(caller.tenant(), StoredTime.now(clock), null)
        : reports.trialBalance(caller.tenant(), moment, moment);
  }

  @Operation(
      summary = "What was recorded in a period",
      description =
          "Movements by currency and type, who had a part in them, and how many were refused for"
              + " which reason.")
  @GetMapping("/transactions")
  TransactionReport transactions(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "At this time or later; a day stands for its first moment in UTC")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Before this time") @RequestParam(required = false)
          @Nullable String to) {
    Fields fields = new Fields();
    Optional<Instant> start = time(fields, "from", from);
    Optional<Instant> end = time(fields, "to", to);
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      fields.fault("to", "out_of_range", "Give a later time than in from.");
    }
    fields.verify();
    return reports.transactions(caller.tenant(), start.orElseThrow(), end.orElseThrow());
  }

  private static Optional<Instant> time(Fields fields, String name, @Nullable String text) {
    return fields
        .parsed(name, text, TEXT_MAX, Moments::read, "Give a time or a day.")
        .map(time -> time.truncatedTo(ChronoUnit.MICROS));
  }
}
