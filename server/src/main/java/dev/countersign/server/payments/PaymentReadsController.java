package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.HoldPage;
import dev.countersign.api.Payment;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.Holds;
import dev.countersign.server.ledger.Page;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.payments.Parties.Party;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments and holds as they stand, and what has become of them. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class PaymentReadsController {
  private static final int LIMIT_MAX = 200;
  private static final int TEXT_MAX = 64;

  private final Parties parties;
  private final Holds holds;
  private final History history;
  private final Answers answers;

  PaymentReadsController(Parties parties, Holds holds, History history, Answers answers) {
    this.parties = parties;
    this.holds = holds;
    this.history = history;
    this.answers = answers;
  }

  @Operation(
      summary = "One payment, to a party of it or an administrator",
      description = "With what has become of it: its captures, its reversals, and what is left.")
  @Refuses(ErrorCode.NOT_FOUND)
  @GetMapping("/v1/payments/{id}")
  Payment payment(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Party party = parties.of(caller);
    return PaymentId.parse(id)
        .flatMap(payment -> posted(party, payment).or(() -> held(party, payment)))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "No such payment is yours to see."));
  }

  @Operation(
      summary = "What is held, newest first",
      description =
          "Of the caller's accounts, paying or paid; with ledger:read and all=true, of everybody's."
              + " Ask for the next page with the cursor of this one, until there is none.")
  @GetMapping("/v1/holds")
  HoldPage holds(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Where they stand: pending, completed, cancelled or expired")
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Everybody's") @RequestParam(defaultValue = "false") boolean all,
      @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Fields fields = new Fields();
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give 1 to " + LIMIT_MAX + ".");
    }
    HeldPayment.State state =
        status == null
            ? null
            : fields
                .parsed(
                    "status",
                    status,
                    TEXT_MAX,
                    PaymentReadsController::state,
                    "pending, completed, cancelled or expired.")
                .orElse(null);
    PaymentId before =
        cursor == null
            ? null
            : fields
                .parsed("cursor", cursor, TEXT_MAX, PaymentId::parse, "Give a next_cursor.")
                .orElse(null);
    fields.verify();
    if (all && !caller.may(Permission.LEDGER_READ)) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "It takes ledger:read to see everybody's.");
    }
    Party party = parties.of(caller);
    if (!all && party.own().isEmpty()) {
      return new HoldPage(List.of(), null);
    }
    Page<HeldPayment, PaymentId> page =
        holds.list(
            new Holds.Query(caller.tenant(), all ? List.of() : party.own(), state, before, limit));
    return new HoldPage(
        page.items().stream().map(answers::hold).toList(),
        page.next() == null ? null : page.next().text());
  }

  private Optional<Payment> posted(Party party, PaymentId id) {
    TenantId tenant = party.caller().tenant();
    return history
        .find(tenant, id)
        .filter(party::sees)
        .map(transfer ->
            answers.payment(
                transfer,
                party::sees,
                history.reversed(tenant, List.of(id)).getOrDefault(id, 0L),
                history.reversals(tenant, id).stream()
                    .map(reversal -> answers.payment(reversal, party::sees))
                    .toList()));
  }

  private Optional<Payment> held(Party party, PaymentId id) {
    TenantId tenant = party.caller().tenant();
    return holds.find(tenant, id).filter(party::sees).map(hold -> withCaptures(party, hold));
  }

  private Payment withCaptures(Party party, HeldPayment hold) {
    List<PostedTransfer> captures = holds.captures(hold.tenant(), hold.id());
    Map<PaymentId, Long> reversed =
        captures.isEmpty()
            ? Map.of()
            : history.reversed(hold.tenant(), captures.stream().map(PostedTransfer::id).toList());
    List<Payment> shown = new ArrayList<>();
    for (PostedTransfer capture : captures) {
      shown.add(answers.payment(capture, party::sees, reversed.getOrDefault(capture.id(), 0L)));
    }
    return answers.hold(hold, shown);
  }

  private static Optional<HeldPayment.State> state(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "pending" -> HeldPayment.State.OPEN;
          case "completed" -> HeldPayment.State.CAPTURED;
          case "cancelled" -> HeldPayment.State.VOIDED;
          case "expired" -> HeldPayment.State.EXPIRED;
          default -> null;
        });
  }
}
