package dev.countersign.server.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.access.Access;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What people may do, as the store says now. What was read is remembered until its mark is revoked,
 * which every node knows within a second of the change. Thread-safe.
 */
public final class CurrentAccess {
  private static final int REMEMBERED_MAX = 50_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

  // An elevation that has just ended leaves a mark that is revoked, until somebody sweeps it up.
  private static final Duration UNSETTLED_FOR = Duration.ofMillis(500);

  private final JdbcUsers store;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final Cache<UserId, Known> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED_FOR).build();

  CurrentAccess(
      JdbcUsers store,
      Revocations revocations,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.revocations = revocations;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What was read.
   *
   * @param settled whether its mark was good when it was read
   */
  private record Known(TenantId tenant, Access access, boolean settled, long readNanos) {}

  /** Empty for nobody, and for whoever may not act. Not to be called inside a transaction. */
  public Optional<Access> of(TenantId tenant, UserId user) {
    Known found = known.getIfPresent(user);
    if (found != null && found.tenant().equals(tenant) && isCurrent(found)) {
      return Optional.of(found.access());
    }
    long now = System.nanoTime();
    Optional<Access> read = transactions.in(tenant, () -> store.findAccess(user));
    if (read.isPresent()) {
      known.put(user, new Known(tenant, read.get(), isGood(read.get()), now));
    } else {
      known.invalidate(user);
    }
    return read;
  }

  /** What they may do at this moment; nothing, where they may not act. */
  public Permissions permissions(TenantId tenant, UserId user) {
    return of(tenant, user).map(access -> access.at(clock.instant())).orElse(Permissions.NONE);
  }

  private boolean isCurrent(Known found) {
    return isGood(found.access())
        || (!found.settled() && System.nanoTime() - found.readNanos() < UNSETTLED_FOR.toNanos());
  }

  private boolean isGood(Access access) {
    return revocations.ask(access.mark()) == Revocations.Answer.GOOD;
  }
}
