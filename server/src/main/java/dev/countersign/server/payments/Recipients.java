package dev.countersign.server.payments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.api.EntryItem;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who is meant by a recipient: an e-mail address, a username, a {@code usr_…} or {@code acc_…} id.
 * A name that meant somebody goes on meaning them for a few seconds; no balance is read from here.
 */
@Component
class Recipients {
  private static final int REMEMBERED_MAX = 50_000;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(5);

  private final Users users;
  // Only who was found: whoever is registered in this moment can be paid in this moment.
  private final Cache<Named, UserId> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED_FOR).build();

  Recipients(Users users) {
    this.users = users;
  }

  /** The account to credit or debit; an {@code acc_…} id is taken as it stands. */
  Optional<AccountRef> find(TenantId tenant, String recipient) {
    Optional<AccountRef> named = AccountId.parse(recipient).map(AccountRef.ById::new);
    return named.isPresent()
        ? named
        : person(new Named(tenant, recipient)).map(AccountRef.OfOwner::new);
  }

  private record Named(TenantId tenant, String name) {}

  private Optional<UserId> person(Named named) {
    UserId known = remembered.getIfPresent(named);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<UserId> found = users.findRecipient(named.tenant(), named.name());
    found.ifPresent(user -> remembered.put(named, user));
    return found;
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
