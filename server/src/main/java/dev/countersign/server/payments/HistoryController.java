package dev.countersign.server.payments;

import dev.countersign.api.AccountsAnswer;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.TransactionPage;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.HistoryCursor;
import dev.countersign.server.ledger.Page;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller has and has paid. Of a payment each party sees its own entries only. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class HistoryController {
  private static final int LIMIT_MAX = 200;
  private static final int CURSOR_MAX = 2_000;

  private final Accounts accounts;
  private final History history;
  private final Assets assets;

  HistoryController(Accounts accounts, History history, Assets assets) {
    this.accounts = accounts;
    this.history = history;
    this.assets = assets;
  }

  @Operation(summary = "The caller's accounts, one for each currency")
  @GetMapping("/v1/account")
  AccountsAnswer accounts(@AuthenticationPrincipal Caller caller) {
    return new AccountsAnswer(
        accounts.ofOwner(caller.tenant(), caller.person()).stream()
            .map(account -> Answers.account(account, asset(caller, account.asset())))
            .toList());
  }

  @Operation(
      summary = "The movements on the caller's accounts, newest first",
      description = "Ask for the next page with the cursor of this one, until there is none.")
  @GetMapping("/v1/transactions")
  TransactionPage transactions(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Fields fields = new Fields();
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give 1 to " + LIMIT_MAX + ".");
    }
    Optional<HistoryCursor> from =
        cursor == null
            ? Optional.empty()
            : fields.parsed(
                "cursor",
                cursor,
                CURSOR_MAX,
                HistoryCursor::parse,
                "Give the next_cursor of a page, as it was.");
    fields.verify();
    Page<PostedTransfer, HistoryCursor> page =
        history.transfersOf(caller.tenant(), caller.person(), from.orElse(null), limit);
    Predicate<AccountId> own = own(caller);
    return new TransactionPage(
        page.items().stream()
            .map(transfer -> Answers.payment(transfer, asset(caller, transfer.asset()), own))
            .toList(),
        page.next() == null ? null : page.next().text());
  }

  @Operation(summary = "One payment, to a party of it or an administrator")
  @Refuses(ErrorCode.NOT_FOUND)
  @GetMapping("/v1/payments/{id}")
  Payment payment(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Predicate<AccountId> visible =
        caller.may(Permission.LEDGER_READ) ? account -> true : own(caller);
    return PaymentId.parse(id)
        .flatMap(payment -> history.find(caller.tenant(), payment))
        .filter(transfer ->
            transfer.entries().stream().anyMatch(entry -> visible.test(entry.account())))
        .map(transfer -> Answers.payment(transfer, asset(caller, transfer.asset()), visible))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "No such payment is yours to see."));
  }

  private Predicate<AccountId> own(Caller caller) {
    Set<AccountId> own =
        accounts.ofOwner(caller.tenant(), caller.person()).stream()
            .map(Account::id)
            .collect(Collectors.toSet());
    return own::contains;
  }

  private Asset asset(Caller caller, String code) {
    return assets
        .find(caller.tenant(), code)
        .orElseThrow(() -> new IllegalStateException("assets never go"));
  }
}
