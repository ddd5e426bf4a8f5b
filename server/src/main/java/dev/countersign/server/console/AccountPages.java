package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.AccountList;
import dev.countersign.server.console.page.AccountRow;
import dev.countersign.server.console.page.AccountView;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.Paging;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.History.AccountEntry;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** Accounts: all of them, and one with its history. */
@Hidden
@Controller
class AccountPages {
  private static final String LIST = ConsoleChain.ROOT + "/accounts";
  private static final int HISTORY_PAGE = 50;

  private final AccountSearch search;
  private final Accounts accounts;
  private final History history;
  private final BalanceCurves curves;
  private final AccountNames names;
  private final StatementForms statements;

  AccountPages(
      AccountSearch search,
      Accounts accounts,
      History history,
      BalanceCurves curves,
      AccountNames names,
      StatementForms statements) {
    this.search = search;
    this.accounts = accounts;
    this.history = history;
    this.curves = curves;
    this.names = names;
    this.statements = statements;
  }

  @GetMapping(LIST)
  View list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String after) {
    String text = q.strip();
    AccountId start = AccountId.parse(after).orElse(null);
    var found = search.find(caller.tenant(), text, start);
    AccountId next = found.next();
    AccountList list =
        new AccountList(
            text,
            found.items().stream().map(names::row).toList(),
            new Paging(
                start == null ? null : listAddress(text, null),
                next == null ? null : listAddress(text, next)));
    return Page.of("accounts", "Accounts", Area.ACCOUNTS, list);
  }

  @GetMapping(LIST + "/{id}")
  View one(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String before,
      @RequestParam(defaultValue = "") String fault) {
    return AccountId.parse(id)
        .flatMap(accountId -> accounts.find(caller.tenant(), accountId))
        .map(account -> view(account, version(before), fault))
        .map(view -> Page.of("account", view.account().name(), Area.ACCOUNTS, view))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private AccountView view(Account account, @Nullable Long before, String fault) {
    AccountRow row = names.row(account);
    Asset asset = names.asset(account.tenant(), account.asset());
    var entries =
        history.entries(
            account.tenant(), account.id(), History.Order.NEWEST_FIRST, before, HISTORY_PAGE);
    Long next = entries.next();
    String address = LIST + "/" + row.id();
    boolean mayOverdraw = account.overdraftLimitMinor() > 0;
    boolean standard = account.kind() == Account.Kind.STANDARD;
    return new AccountView(
        row,
        mayOverdraw ? Amount.of(new Money(account.overdraftLimitMinor(), asset)) : null,
        standard ? Amount.of(new Money(account.availableMinor(), asset)) : null,
        account.heldMinor() == 0 ? null : Amount.of(new Money(account.heldMinor(), asset)),
        account.version(),
        Moment.of(account.createdAt()),
        curves.chart(account, row.name(), asset),
        entries.items().stream().map(entry -> line(entry, asset)).toList(),
        statements.of(account, LIST, fault),
        new Paging(
            before == null ? null : address + "#history",
            next == null ? null : address + "?before=" + next + "#history"));
  }

  private static AccountView.Line line(AccountEntry entry, Asset asset) {
    return new AccountView.Line(
        entry.payment().text(),
        PaymentWords.type(entry.type()),
        entry.reference(),
        Moment.of(entry.effectiveAt()),
        Amount.of(new Money(entry.amountMinor(), asset)),
        Amount.of(new Money(entry.balanceAfterMinor(), asset)),
        entry.accountVersion());
  }

  /** What is no version begins at the newest entry. */
  private static @Nullable Long version(String before) {
    return before.matches("[0-9]{1,18}") ? Long.valueOf(before) : null;
  }

  private static String listAddress(String text, @Nullable AccountId after) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(LIST);
    if (!text.isEmpty()) {
      address.queryParam("q", "{q}");
    }
    if (after != null) {
      address.queryParam("after", after.text());
    }
    return address.encode().buildAndExpand(Map.of("q", text)).toUriString();
  }
}
