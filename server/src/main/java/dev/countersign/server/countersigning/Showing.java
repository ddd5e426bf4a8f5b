package dev.countersign.server.countersigning;

import dev.countersign.server.countersigning.Shown.Party;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says what is signed, by the names that payees have now: a name that changes voids a code. */
@Component
final class Showing {
  private final Users users;
  private final Accounts accounts;
  private final Assets assets;

  Showing(Users users, Accounts accounts, Assets assets) {
    this.users = users;
    this.accounts = accounts;
    this.assets = assets;
  }

  Shown of(WaitingPayment waiting) {
    Asset asset =
        assets
            .find(waiting.tenant(), waiting.asset())
            .orElseThrow(() -> new IllegalStateException("assets never go"));
    List<Party> payees =
        waiting.payees().stream()
            .map(payee ->
                new Party(
                    payee.id(),
                    name(waiting.tenant(), payee.id()),
                    new Money(payee.amountMinor(), asset).text()))
            .toList();
    return new Shown(
        waiting.id().text(),
        waiting.payer().text(),
        new Money(waiting.amountMinor(), asset).text(),
        waiting.asset(),
        payees,
        waiting.requestHash().hex());
  }

  private String name(TenantId tenant, String payee) {
    return owner(tenant, payee)
        .flatMap(owner -> users.find(tenant, owner))
        .map(Showing::name)
        .orElse(payee);
  }

  private Optional<UserId> owner(TenantId tenant, String payee) {
    return UserId.parse(payee)
        .or(() ->
            AccountId.parse(payee)
                .flatMap(account -> accounts.find(tenant, account))
                .map(Account::owner));
  }

  private static String name(User user) {
    return Objects.requireNonNullElseGet(
        user.username(), () -> Objects.requireNonNullElse(user.email(), user.id().text()));
  }
}
