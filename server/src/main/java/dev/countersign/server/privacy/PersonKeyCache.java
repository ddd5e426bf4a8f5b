package dev.countersign.server.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Unwrapped keys at hand for a minute. A key enters only after the transaction that saw it has
 * committed, for until then it may never have existed. A forgotten person leaves a mark, so that a
 * slower transaction cannot bring the key back.
 */
final class PersonKeyCache {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final int SIZE = 10_000;

  /** Whose key: a person of a tenant. */
  record Owner(TenantId tenant, UUID person) {}

  private final Cache<Owner, Optional<PersonKey>> keys =
      Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(LIFE).build();

  /** The key, if it is at hand for the running transaction. */
  @Nullable PersonKey get(Owner owner) {
    Changes changes = changes();
    if (changes.seen.containsKey(owner) || changes.forgotten.contains(owner)) {
      return changes.seen.get(owner);
    }
    Optional<PersonKey> cached = keys.getIfPresent(owner);
    return cached == null ? null : cached.orElse(null);
  }

  /** Remembers what the running transaction read or made. */
  void put(Owner owner, PersonKey key) {
    changes().seen.put(owner, key);
  }

  /** Drops a key with the running transaction. */
  void forget(Owner owner) {
    Changes changes = changes();
    changes.seen.remove(owner);
    changes.forgotten.add(owner);
  }

  private Changes changes() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Changes open) {
      return open;
    }
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("personal data is sealed and opened in a transaction");
    }
    Changes changes = new Changes();
    changes.resume();
    TransactionSynchronizationManager.registerSynchronization(changes);
    return changes;
  }

  /** What one transaction has seen, until it ends. */
  private final class Changes implements TransactionSynchronization {
    private final Map<Owner, PersonKey> seen = new HashMap<>();
    private final Set<Owner> forgotten = new HashSet<>();

    @Override
    public void afterCommit() {
      forgotten.forEach(owner -> keys.put(owner, Optional.empty()));
      seen.forEach((owner, key) -> keys.asMap().putIfAbsent(owner, Optional.of(key)));
    }

    @Override
    public void afterCompletion(int status) {
      suspend();
    }

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(PersonKeyCache.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(PersonKeyCache.this, this);
    }
  }
}
