package dev.countersign.server.payments;

import dev.countersign.api.AccountHolder;
import dev.countersign.server.platform.cache.Caches;
import dev.countersign.server.platform.cache.TwoLevelCache;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonForgotten;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whose an account is, remembered: names and addresses stay as they are until a person is
 * forgotten, and telling them takes a look-up and opening a seal. What an account holds is never
 * remembered.
 */
@Component
class AccountHolders {
  private final Users users;
  private final TwoLevelCache<Known> known;

  AccountHolders(Users users, Caches caches) {
    this.users = users;
    this.known = caches.of("account_info", Known.class);
  }

  /** What is remembered, with every field of it. */
  record Known(@Nullable String email, @Nullable String username, Instant createdAt) {
    private static Known of(User user) {
      return new Known(user.email(), user.username(), user.createdAt());
    }

    @Override
    public String toString() {
      return "Known[REDACTED]";
    }
  }

  /** Not inside a transaction. */
  Optional<AccountHolder> find(TenantId tenant, UserId user) {
    return known
        .get(key(tenant, user.text()), () -> users.find(tenant, user).map(Known::of))
        .map(holder ->
            new AccountHolder(user.text(), holder.email(), holder.username(), holder.createdAt()));
  }

  @EventListener
  void on(PersonForgotten event) {
    known.forget(key(event.tenant(), new UserId(event.person()).text()));
  }

  private static String key(TenantId tenant, String user) {
    return tenant.text() + ':' + user;
  }
}
