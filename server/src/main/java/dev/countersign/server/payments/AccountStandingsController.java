package dev.countersign.server.payments;

import dev.countersign.api.Account;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.AccountStandings;
import dev.countersign.server.ledger.AccountStandings.Change;
import dev.countersign.server.ledger.AccountStandings.Outcome;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Closes accounts, and freezes those that nothing is to be taken from. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({
  ErrorCode.UNAUTHENTICATED,
  ErrorCode.FORBIDDEN,
  ErrorCode.NOT_FOUND,
  ErrorCode.ACCOUNT_CLOSED
})
class AccountStandingsController {
  private final VisibleAccounts visible;
  private final AccountStandings standings;
  private final Answers answers;

  AccountStandingsController(VisibleAccounts visible, AccountStandings standings, Answers answers) {
    this.visible = visible;
    this.standings = standings;
    this.answers = answers;
  }

  @Operation(
      summary = "Close an account for good",
      description =
          "One's own that is open, or any with ledger:write. There must be no money in it, nor any"
              + " held on it. Nothing is paid to it any more; its history stays.")
  @Refuses({ErrorCode.ACCOUNT_NOT_EMPTY, ErrorCode.ACCOUNT_FROZEN})
  @PostMapping("/v1/accounts/{id}/close")
  Account close(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    dev.countersign.server.ledger.Account account = visible.require(caller, id);
    if (!caller.may(Permission.LEDGER_WRITE)) {
      boolean own = account.owner() != null && account.owner().equals(caller.user());
      if (!own || !caller.may(Permission.PAY)) {
        throw new ProblemException(ErrorCode.FORBIDDEN, "The account is not yours to close.");
      }
      if (account.status() == dev.countersign.server.ledger.Account.Status.FROZEN) {
        throw new ProblemException(
            ErrorCode.ACCOUNT_FROZEN, "It is frozen. Ask whoever runs the ledger.");
      }
    }
    return set(caller, account, standings::close);
  }

  @Operation(
      summary = "Freeze an account",
      description = "Nothing is taken from it until it is thawed; it is still paid.")
  @PostMapping("/v1/admin/accounts/{id}/freeze")
  Account freeze(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return set(caller, visible.require(caller, id), standings::freeze);
  }

  @Operation(summary = "Let money be taken from a frozen account again")
  @PostMapping("/v1/admin/accounts/{id}/thaw")
  Account thaw(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return set(caller, visible.require(caller, id), standings::thaw);
  }

  private Account set(
      Caller caller,
      dev.countersign.server.ledger.Account account,
      Function<Change, Outcome> change) {
    Outcome outcome =
        change.apply(
            new Change(
                account.tenant(),
                account.id(),
                event -> event.by(caller).during(Orders.requestId())));
    return switch (outcome) {
      case Outcome.Done done -> answers.account(done.account());
      case Outcome.InUse _ ->
          throw new ProblemException(
              ErrorCode.ACCOUNT_NOT_EMPTY, ErrorCode.ACCOUNT_NOT_EMPTY.hint());
      case Outcome.Closed _ ->
          throw new ProblemException(ErrorCode.ACCOUNT_CLOSED, "It is closed, and stays so.");
      case Outcome.Unknown _ ->
          throw new ProblemException(ErrorCode.NOT_FOUND, "No such account is yours to see.");
    };
  }
}
