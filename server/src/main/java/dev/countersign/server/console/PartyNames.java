package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.AccountView.AccountName;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the parties of payments are called on somebody's own pages: by what people may know of each
 * other, which is the username and not the address. Of one page, for it remembers whom it named.
 */
final class PartyNames {
  private final Caller caller;
  private final Accounts accounts;
  private final Users users;
  private final Map<AccountId, AccountName> known = new HashMap<>();

  PartyNames(Caller caller, Accounts accounts, Users users) {
    this.caller = caller;
    this.accounts = accounts;
    this.users = users;
  }

  @Nullable AccountName of(@Nullable AccountId account) {
    return account == null ? null : known(account);
  }

  AccountName known(AccountId account) {
    return known.computeIfAbsent(account, id -> new AccountName(id.text(), name(id)));
  }

  String person(UserId user) {
    return user.equals(caller.user())
        ? "you"
        : users.find(caller.tenant(), user).map(User::username).orElseGet(user::text);
  }

  /**
   * Somebody who asks the caller to pay. Whoever asks is told of by their address where they have
   * no username, as in the letter that the caller got.
   */
  String asking(UserId user) {
    return users.find(caller.tenant(), user).map(People::nameOf).orElseGet(user::text);
  }

  private String name(AccountId id) {
    return accounts.find(caller.tenant(), id).map(this::name).orElseGet(id::text);
  }

  private String name(Account account) {
    UserId owner = account.owner();
    if (owner != null && owner.equals(caller.user())) {
      return "you";
    }
    if (account.externalReference() != null) {
      return account.externalReference();
    }
    return switch (account.kind()) {
      case WORLD -> "outside";
      case ROUNDING -> "rounding";
      case CONVERSION -> "conversion";
      case STANDARD ->
          owner == null
              ? account.id().text()
              : users.find(caller.tenant(), owner).map(User::username).orElse(account.id().text());
    };
  }
}
