package dev.countersign.server.payments;

import dev.countersign.api.EntryItem;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.users.Users;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who is meant by a recipient: an e-mail address, a username, a {@code usr_…} or {@code acc_…} id.
 */
@Component
class Recipients {
  private final Users users;

  Recipients(Users users) {
    this.users = users;
  }

  /** The account to credit or debit; an {@code acc_…} id is taken as it stands. */
  Optional<AccountRef> find(TenantId tenant, String recipient) {
    Optional<AccountRef> named = AccountId.parse(recipient).map(AccountRef.ById::new);
    return named.isPresent()
        ? named
        : users.findRecipient(tenant, recipient).map(AccountRef.OfOwner::new);
  }

  /** The same, and what an administrator may name besides: references and system accounts. */
  Optional<AccountRef> findForAdministrator(TenantId tenant, String account) {
    return switch (account) {
      case EntryItem.WORLD -> Optional.of(new AccountRef.World());
      case EntryItem.ROUNDING -> Optional.of(new AccountRef.Rounding());
      default ->
          account.startsWith(EntryItem.REFERENCE_PREFIX)
              ? Optional.of(
                  new AccountRef.ByExternalReference(
                      account.substring(EntryItem.REFERENCE_PREFIX.length())))
              : find(tenant, account);
    };
  }
}
