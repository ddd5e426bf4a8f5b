package dev.countersign.server.payments;

import dev.countersign.api.AccountHolder;
import dev.countersign.api.AccountsAnswer;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.TransactionPage;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.HistoryCursor;
import dev.countersign.server.ledger.HistoryFilter;
import dev.countersign.server.ledger.HistoryQuery;
import dev.countersign.server.ledger.Page;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** What the caller has and has paid. Of a payment each party sees its own entries only. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class HistoryController {
  private static final int LIMIT_MAX = 200;
  private static final int CURSOR_MAX = 2_000;

  private final Accounts accounts;
  private final History history;
  private final Answers answers;
  private final VisibleAccounts visible;
  private final HistoryFilters filters;
  private final AccountHolders holders;

  HistoryController(
      Accounts accounts,
      History history,
      Answers answers,
      VisibleAccounts visible,
      HistoryFilters filters,
      AccountHolders holders) {
    this.accounts = accounts;
    this.history = history;
    this.answers = answers;
    this.visible = visible;
    this.filters = filters;
    this.holders = holders;
  }

  @Operation(
      summary = "The caller and their accounts, one for each currency",
      description =
          "Balances are as they stand at this moment. Who holds the accounts may be as old as"
              + " COUNTERSIGN_CACHE_AGE.")
  @GetMapping("/v1/account")
  AccountsAnswer accounts(@AuthenticationPrincipal Caller caller) {
    AccountHolder holder =
        holders
            .find(caller.tenant(), caller.person())
            .orElseThrow(() ->
                new ProblemException(ErrorCode.INVALID_TOKEN, ErrorCode.INVALID_TOKEN.hint()));
    return new AccountsAnswer(
        holder,
        accounts.ofOwner(caller.tenant(), caller.person()).stream()
            .map(account -> answers.account(account))
            .toList());
  }

  @Operation(
      summary = "The movements on the caller's accounts, newest first",
      description =
          "Ask for the next page with the cursor of this one, until there is none: so nothing comes"
              + " twice and nothing is left out, whatever is paid meanwhile. An offset counts from"
              + " the newest movement, or from the cursor, and moves with what is paid meanwhile.")
  @Parameter(
      name = "metadata",
      in = ParameterIn.QUERY,
      description = "A note, as name=value; of several, all",
      array = @ArraySchema(schema = @Schema(type = "string")))
  @Refuses(ErrorCode.NOT_FOUND)
  @GetMapping("/v1/transactions")
  TransactionPage transactions(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int limit,
      @Parameter(description = "0 to 10000") @RequestParam(defaultValue = "0") int offset,
      @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = "One account: the caller's, or any with ledger:read")
          @RequestParam(required = false)
          @Nullable String account,
      @Parameter(description = "At this time or later; a day stands for its first moment in UTC")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Before this time") @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "Which time: recorded or effective") @RequestParam(required = false)
          @Nullable String sense,
      @Parameter(description = "The other party: an address, a username, or an id usr_… or acc_…")
          @RequestParam(required = false)
          @Nullable String party,
      @Parameter(
              description =
                  "completed, or reversed once all of it was given back; what is held or waits has"
                      + " not moved, and is listed at /v1/holds and elsewhere")
          @RequestParam(defaultValue = "")
          List<String> status,
      @Parameter(description = "What kind of movement") @RequestParam(defaultValue = "")
          List<String> type,
      @Parameter(description = "So much or more on the caller's account")
          @RequestParam(name = "min_amount", required = false)
          @Nullable String minAmount,
      @Parameter(description = "So much or less on the caller's account")
          @RequestParam(name = "max_amount", required = false)
          @Nullable String maxAmount,
      @Parameter(hidden = true) WebRequest request) {
    // Not a parameter of its own, for it would be split where a value has commas.
    String[] metadata = request.getParameterValues("metadata");
    Fields fields = new Fields();
    HistoryCursor start = start(fields, limit, offset, cursor);
    HistoryFilter filter =
        filters.read(
            caller.tenant(),
            fields,
            new HistoryFilters.Asked(
                from,
                to,
                sense,
                party,
                status,
                type,
                minAmount,
                maxAmount,
                metadata == null ? List.of() : List.of(metadata)));
    fields.verify();
    Set<AccountId> read = read(caller, account);
    Page<PostedTransfer, HistoryCursor> page =
        history.transfers(
            new HistoryQuery(caller.tenant(), List.copyOf(read), filter, start, offset, limit));
    Map<PaymentId, Long> reversed = reversed(caller, page.items());
    return new TransactionPage(
        page.items().stream()
            .map(transfer ->
                answers.payment(transfer, read::contains, reversed.getOrDefault(transfer.id(), 0L)))
            .toList(),
        page.next() == null ? null : page.next().text());
  }

  private static @Nullable HistoryCursor start(
      Fields fields, int limit, int offset, @Nullable String cursor) {
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give 1 to " + LIMIT_MAX + ".");
    }
    if (offset < 0 || offset > HistoryQuery.OFFSET_MAX) {
      fields.fault("offset", "out_of_range", "Give 0 to " + HistoryQuery.OFFSET_MAX + ".");
    }
    return cursor == null
        ? null
        : fields
            .parsed(
                "cursor",
                cursor,
                CURSOR_MAX,
                HistoryCursor::parse,
                "Give the next_cursor of a page, as it was.")
            .orElse(null);
  }

  private Set<AccountId> read(Caller caller, @Nullable String account) {
    return account == null ? own(caller) : Set.of(visible.require(caller, account).id());
  }

  private Map<PaymentId, Long> reversed(Caller caller, List<PostedTransfer> page) {
    List<PaymentId> ids = page.stream().map(PostedTransfer::id).toList();
    return ids.isEmpty() ? Map.of() : history.reversed(caller.tenant(), ids);
  }

  private Set<AccountId> own(Caller caller) {
    return accounts.ofOwner(caller.tenant(), caller.person()).stream()
        .map(Account::id)
        .collect(Collectors.toSet());
  }
}
