package dev.countersign.server.reconciliation;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The accounts that something outside is held against. */
@Component
class ReconciledAccounts {
  private static final int CURRENCY_MAX = 12;
  private static final int ACCOUNT_MAX = 64;

  private final VisibleAccounts visible;
  private final Accounts accounts;
  private final Assets assets;

  ReconciledAccounts(VisibleAccounts visible, Accounts accounts, Assets assets) {
    this.visible = visible;
    this.accounts = accounts;
    this.assets = assets;
  }

  /** The named account or, of a currency, the one that stands for everything outside. */
  Account require(Caller caller, @Nullable String account, @Nullable String currency) {
    Fields fields = new Fields();
    if (account != null) {
      String id = fields.text("account", account, ACCOUNT_MAX);
      fields.verify();
      return visible.require(caller, id);
    }
    String code = fields.text("currency", currency, CURRENCY_MAX);
    fields.verify();
    return accounts
        .system(caller.tenant(), Account.Kind.WORLD, code)
        .orElseThrow(() ->
            new ProblemException(
                ErrorCode.NOT_FOUND, "Nothing has come from outside in this currency."));
  }

  Asset assetOf(Account account) {
    return assets
        .find(account.tenant(), account.asset())
        .orElseThrow(() -> new IllegalStateException("assets never go"));
  }
}
