package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.OwnAccountsView;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.History.AccountEntry;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Somebody's own money: what they have, and what moved lately. */
@Hidden
@Controller
class OwnAccountPages {
  static final String PAGE = ConsoleChain.OWN + "/accounts";

  private static final int SHOWN = 20;

  private final Accounts accounts;
  private final History history;
  private final AccountNames names;
  private final StatementForms statements;

  OwnAccountPages(
      Accounts accounts, History history, AccountNames names, StatementForms statements) {
    this.accounts = accounts;
    this.history = history;
    this.names = names;
    this.statements = statements;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String fault) {
    if (!caller.may(Permission.READ_OWN)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    List<OwnAccountsView.Account> own =
        accounts.ofOwner(caller.tenant(), caller.person()).stream().map(this::account).toList();
    String title =
        caller.credential() instanceof Credential.Impersonation ? "Their money" : "Your money";
    return Page.of(
        "own-accounts",
        title,
        Area.MONEY,
        new OwnAccountsView(title, own, StatementForms.faults(fault)));
  }

  private OwnAccountsView.Account account(Account account) {
    Asset asset = names.asset(account.tenant(), account.asset());
    return new OwnAccountsView.Account(
        account.id().text(),
        names.row(account).name(),
        Amount.of(new Money(account.balanceMinor(), asset)),
        Amount.of(new Money(account.availableMinor(), asset)),
        account.heldMinor() == 0 ? null : Amount.of(new Money(account.heldMinor(), asset)),
        statements.of(account, PAGE, ""),
        history
            .entries(account.tenant(), account.id(), History.Order.NEWEST_FIRST, null, SHOWN)
            .items()
            .stream()
            .map(entry -> line(entry, asset))
            .toList());
  }

  private static OwnAccountsView.Line line(AccountEntry entry, Asset asset) {
    return new OwnAccountsView.Line(
        entry.payment().text(),
        PaymentWords.type(entry.type()),
        entry.reference(),
        Moment.of(entry.effectiveAt()),
        Amount.of(new Money(entry.amountMinor(), asset)),
        Amount.of(new Money(entry.balanceAfterMinor(), asset)));
  }
}
