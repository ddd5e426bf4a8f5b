package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name under which at most one account is known: how a movement names it, in its tenant, and with
 * the asset where the name alone does not say which account is meant.
 */
record AccountName(TenantId tenant, AccountRef account, @Nullable String asset) {
  /** The name that an entry of a movement uses. */
  static AccountName of(Transfer transfer, Entry entry) {
    return switch (entry.account()) {
      case AccountRef.ById _, AccountRef.ByExternalReference _ ->
          new AccountName(transfer.tenant(), entry.account(), null);
      case AccountRef.OfOwner _,
          AccountRef.World _,
          AccountRef.Rounding _,
          AccountRef.Conversion _ ->
          new AccountName(transfer.tenant(), entry.account(), transfer.assetOf(entry));
    };
  }

  /** The name that every account has. */
  static AccountName of(TenantId tenant, AccountId id) {
    return new AccountName(tenant, new AccountRef.ById(id), null);
  }

  /** All names of an account. */
  static List<AccountName> of(Account account) {
    List<AccountName> names = new ArrayList<>();
    names.add(of(account.tenant(), account.id()));
    if (account.owner() != null) {
      AccountRef owner = new AccountRef.OfOwner(account.owner());
      names.add(new AccountName(account.tenant(), owner, account.asset()));
    }
    if (account.externalReference() != null) {
      AccountRef reference = new AccountRef.ByExternalReference(account.externalReference());
      names.add(new AccountName(account.tenant(), reference, null));
    }
    switch (account.kind()) {
      case STANDARD -> {}
      case WORLD ->
          names.add(new AccountName(account.tenant(), new AccountRef.World(), account.asset()));
      case ROUNDING ->
          names.add(new AccountName(account.tenant(), new AccountRef.Rounding(), account.asset()));
      case CONVERSION ->
          names.add(
              new AccountName(account.tenant(), new AccountRef.Conversion(), account.asset()));
    }
    return names;
  }
}
