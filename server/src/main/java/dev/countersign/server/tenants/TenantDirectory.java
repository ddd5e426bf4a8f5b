package dev.countersign.server.tenants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tenants, as they are now. What was read of one is remembered until its mark is revoked, which
 * every node knows within a second of a change; nothing is read before somebody asks. Thread-safe;
 * not to be called inside a transaction.
 */
public final class TenantDirectory {
  private static final int REMEMBERED_MAX = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
  private static final Duration NAMES_FOR = Duration.ofMillis(500);

  private final JdbcTenants store;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final Cache<TenantId, Tenant> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(REMEMBERED_FOR).build();
  private final Cache<String, Optional<TenantId>> names =
      Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).expireAfterWrite(NAMES_FOR).build();

  TenantDirectory(JdbcTenants store, Revocations revocations, TenantTransactions transactions) {
    this.store = store;
    this.revocations = revocations;
    this.transactions = transactions;
  }

  public Optional<Tenant> find(TenantId id) {
    Tenant found = known.getIfPresent(id);
    if (found != null && revocations.ask(found.mark()) == Revocations.Answer.GOOD) {
      return Optional.of(found);
    }
    Optional<Tenant> read = transactions.in(id, () -> store.find(id));
    read.ifPresent(tenant -> known.put(id, tenant));
    return read;
  }

  /** By an id {@code ten_…} or a slug. */
  public Optional<Tenant> findNamed(String name) {
    return TenantId.parse(name)
        .or(() -> remembered("slug " + name, () -> store.findBySlug(name)))
        .flatMap(this::find);
  }

  /** By a host, lower-case and without a port. */
  public Optional<Tenant> findByHost(String host) {
    return remembered("host " + host, () -> store.findByHost(host)).flatMap(this::find);
  }

  private Optional<TenantId> remembered(String name, Supplier<Optional<TenantId>> search) {
    Optional<TenantId> found = names.getIfPresent(name);
    if (found == null) {
      found = transactions.acrossTenants(search);
      names.put(name, found);
    }
    return found;
  }
}
