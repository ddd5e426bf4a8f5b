package dev.countersign.server.console;

import dev.countersign.server.console.page.AccountRow;
import dev.countersign.server.console.page.AccountView.AccountName;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.users.Users;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says accounts, owners and amounts in people's words. */
@Component
class AccountNames {
  private final Accounts accounts;
  private final Assets assets;
  private final Users users;

  AccountNames(Accounts accounts, Assets assets, Users users) {
    this.accounts = accounts;
    this.assets = assets;
    this.users = users;
  }

  AccountRow row(Account account) {
    UserId ownerId = account.owner();
    AccountRow.Owner owner = ownerId == null ? null : owner(account.tenant(), ownerId);
    return new AccountRow(
        account.id().text(),
        name(account, owner),
        kind(account.kind()),
        owner,
        amount(account.tenant(), account.asset(), account.balanceMinor()));
  }

  AccountRow.Owner owner(TenantId tenant, UserId id) {
    return new AccountRow.Owner(
        id.text(), users.find(tenant, id).map(People::nameOf).orElseGet(id::text));
  }

  /** Who initiated something: a person, or else a key or program, which has no name here. */
  AccountRow.Owner initiator(TenantId tenant, UUID id) {
    UserId person = new UserId(id);
    return users
        .find(tenant, person)
        .map(user -> new AccountRow.Owner(person.text(), People.nameOf(user)))
        .orElseGet(() -> new AccountRow.Owner(id.toString(), "a service"));
  }

  /** An account by its id; {@code null} for none. */
  @Nullable AccountName name(TenantId tenant, @Nullable AccountId id) {
    return id == null ? null : known(tenant, id);
  }

  AccountName known(TenantId tenant, AccountId id) {
    return accounts
        .find(tenant, id)
        .map(this::row)
        .map(row -> new AccountName(row.id(), row.name()))
        .orElseGet(() -> new AccountName(id.text(), id.text()));
  }

  Amount amount(TenantId tenant, String asset, long minor) {
    return Amount.of(new Money(minor, asset(tenant, asset)));
  }

  Asset asset(TenantId tenant, String code) {
    return assets
        .find(tenant, code)
        .orElseThrow(() -> new IllegalStateException("an account of the unknown asset " + code));
  }

  private static String name(Account account, AccountRow.@Nullable Owner owner) {
    if (account.externalReference() != null) {
      return account.externalReference();
    }
    return switch (account.kind()) {
      case WORLD -> "Outside world, " + account.asset();
      case ROUNDING -> "Rounding, " + account.asset();
      case CONVERSION -> "Conversion, " + account.asset();
      case STANDARD -> owner == null ? account.id().text() : owner.name();
    };
  }

  private static String kind(Account.Kind kind) {
    return switch (kind) {
      case STANDARD -> "Standard";
      case WORLD -> "Outside world";
      case ROUNDING -> "Rounding";
      case CONVERSION -> "Conversion";
    };
  }
}
