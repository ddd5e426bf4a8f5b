package dev.countersign.server.ledger;

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
      case AccountRef.ById id -> new AccountName(transfer.tenant(), id, null);
      case AccountRef.ByExternalReference reference ->
          new AccountName(transfer.tenant(), reference, null);
      case AccountRef.OfOwner owner -> new AccountName(transfer.tenant(), owner, transfer.asset());
      case AccountRef.World world -> new AccountName(transfer.tenant(), world, transfer.asset());
      case AccountRef.Rounding rounding ->
          new AccountName(transfer.tenant(), rounding, transfer.asset());
    };
  }

  /** All names of an account. */
  static List<AccountName> of(Account account) {
    List<AccountName> names = new ArrayList<>();
    names.add(new AccountName(account.tenant(), new AccountRef.ById(account.id()), null));
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
    }
    return names;
  }
}
