package dev.countersign.server.console;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Page;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.users.Users;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds accounts by what an operator has at hand: an id, a reference, or the owner's name. */
@Component
class AccountSearch {
  static final int TEXT_MAX = 255;
  private static final int PAGE = 50;

  private final Accounts accounts;
  private final Users users;

  AccountSearch(Accounts accounts, Users users) {
    this.accounts = accounts;
    this.users = users;
  }

  Page<Account, AccountId> find(TenantId tenant, String text, @Nullable AccountId after) {
    if (text.length() > TEXT_MAX || !TextRules.isStorable(text)) {
      return new Page<>(List.of(), null);
    }
    Page<Account, AccountId> found = accounts.list(new Accounts.Query(tenant, text, after, PAGE));
    return text.isEmpty() || after != null
        ? found
        : new Page<>(ownersFirst(tenant, text, found.items()), found.next());
  }

  /** Somebody's own accounts, whatever else the text matches. */
  private List<Account> ownersFirst(TenantId tenant, String text, List<Account> found) {
    Map<AccountId, Account> all = new LinkedHashMap<>();
    users
        .findRecipient(tenant, text)
        .ifPresent(owner ->
            accounts.ofOwner(tenant, owner).forEach(account -> all.put(account.id(), account)));
    found.forEach(account -> all.put(account.id(), account));
    return List.copyOf(all.values());
  }
}
