package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.payments.RequestDesk;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What somebody can choose from where they pay or ask to be paid. */
@Component
class OwnMoney {
  private final Accounts accounts;
  private final RequestDesk desk;

  OwnMoney(Accounts accounts, RequestDesk desk) {
    this.accounts = accounts;
    this.desk = desk;
  }

  /** Their own accounts that are not closed. */
  List<Account> accounts(Caller caller) {
    return accounts.ofOwner(caller.tenant(), caller.person()).stream()
        .filter(account -> account.status() != Account.Status.CLOSED)
        .toList();
  }

  /** In what they can be paid: first what they have accounts in, then the rest. */
  List<String> currencies(Caller caller) {
    List<String> taken = desk.currencies(caller.tenant());
    return Stream.concat(
            accounts(caller).stream().map(Account::asset).filter(taken::contains), taken.stream())
        .distinct()
        .toList();
  }
}
