package dev.countersign.server.console;

import dev.countersign.api.ReconciliationMatch;
import dev.countersign.api.ReconciliationStanding;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.ReconciliationView;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.reconciliation.ReconciliationDesk;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** An account held against what a bank says of it: what is left, and matching it by hand. */
@Hidden
@Controller
class ReconciliationPages {
  private static final String PAGE = ConsoleChain.ROOT + "/accounts/{id}/reconciliation";
  private static final int SHOWN_MAX = 100;
  private static final int MATCHES_SHOWN = 20;
  private static final int REASON_MAX = 500;

  private final ReconciliationDesk desk;

  ReconciliationPages(ReconciliationDesk desk) {
    this.desk = desk;
  }

  @GetMapping(PAGE)
  View page(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String done) {
    return page(caller, desk.account(caller, id, null), notice(done), List.of());
  }

  @PostMapping(PAGE)
  View settle(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<String> line,
      @RequestParam(required = false) @Nullable List<String> payment,
      @RequestParam(defaultValue = "") String reason) {
    Account account = desk.account(caller, id, null);
    List<LineId> lines = given(line).stream().map(LineId::parse).flatMap(Optional::stream).toList();
    List<PaymentId> payments =
        given(payment).stream().map(PaymentId::parse).flatMap(Optional::stream).toList();
    if (lines.isEmpty() && payments.isEmpty()) {
      return refused(caller, account, "Tick what belongs together.");
    }
    if (!isReason(reason)) {
      return refused(caller, account, "Say why, in one line of at most 500 characters.");
    }
    try {
      desk.settle(caller, account, lines, payments, reason.strip());
    } catch (ProblemException conflict) {
      return refused(caller, account, "Something of it is matched already. Look again.");
    }
    return new Redirect(address(id) + "?done=matched");
  }

  @PostMapping(PAGE + "/{match}/undo")
  View undo(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @PathVariable String match,
      @RequestParam(defaultValue = "") String reason) {
    Account account = desk.account(caller, id, null);
    if (!isReason(reason)) {
      return refused(caller, account, "Say why, in one line of at most 500 characters.");
    }
    boolean undone =
        MatchId.parse(match).map(found -> desk.undo(caller, found, reason.strip())).orElse(false);
    return undone
        ? new Redirect(address(id) + "?done=undone")
        : refused(caller, account, "There is no such match, or not any more.");
  }

  private Page page(Caller caller, Account account, @Nullable String notice, List<String> faults) {
    ReconciliationStanding standing = desk.standing(account, 0, SHOWN_MAX);
    return Page.of(
        "reconciliation",
        "Reconciliation, " + account.asset(),
        Area.ACCOUNTS,
        new ReconciliationView(
            account.id().text(),
            account.asset(),
            standing.unmatchedLines(),
            standing.unmatchedLinesSum(),
            standing.unmatchedEntries(),
            standing.unmatchedEntriesSum(),
            standing.lines(),
            standing.entries(),
            desk.matches(account, null, MATCHES_SHOWN).matches().stream()
                .map(ReconciliationPages::row)
                .toList(),
            caller.may(Permission.LEDGER_WRITE),
            notice,
            faults));
  }

  private Page refused(Caller caller, Account account, String fault) {
    return page(caller, account, null, List.of(fault)).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static ReconciliationView.Match row(ReconciliationMatch match) {
    return new ReconciliationView.Match(
        match.id(),
        Moment.of(match.matchedAt()),
        switch (match.rule()) {
          case "reference" -> "by reference and amount";
          case "date" -> "by amount and day";
          case "sum" -> "by sum";
          default -> "by hand";
        },
        match.reason(),
        match.difference(),
        match.undoneAt() != null);
  }

  private static boolean isReason(String reason) {
    return !reason.isBlank()
        && reason.length() <= REASON_MAX
        && TextRules.isStorable(reason)
        && TextRules.isOneLine(reason);
  }

  private static List<String> given(@Nullable List<String> ids) {
    return ids == null ? List.of() : ids;
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "matched" -> "It is matched.";
      case "undone" -> "The match was taken back.";
      default -> null;
    };
  }

  private static String address(String id) {
    return ConsoleChain.ROOT + "/accounts/" + id + "/reconciliation";
  }
}
