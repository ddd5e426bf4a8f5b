package dev.countersign.server.tokens;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The public keys of all tenants, as a snapshot that is read again when it is old or does not know
 * a key. Invented key ids cannot make it read more than a few times a second.
 */
final class PublicKeys {
  private static final Duration OLD = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final JdbcSigningKeys store;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final AtomicLong changes = new AtomicLong();
  private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.EPOCH, -1);

  PublicKeys(JdbcSigningKeys store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  private record Snapshot(Map<String, SigningKey.Public> keys, Instant readAt, long changesSeen) {}

  /** A key by its id. Not to be called inside a transaction. */
  Optional<SigningKey.Public> find(String keyId) {
    SigningKey.Public known = snapshot.keys().get(keyId);
    if (known != null || !THUMBPRINT.matcher(keyId).matches()) {
      return Optional.ofNullable(known);
    }
    return Optional.ofNullable(readUnlessNewer(PAUSE).keys().get(keyId));
  }

  /**
   * All keys whose tokens may still be valid, and those that will sign. Not to be called inside a
   * transaction.
   */
  Collection<SigningKey.Public> all() {
    return readUnlessNewer(OLD).keys().values();
  }

  /** Keys were changed here: what was read before does not count any more. */
  void changed() {
    changes.incrementAndGet();
  }

  private synchronized Snapshot readUnlessNewer(Duration age) {
    Instant now = clock.instant();
    Snapshot last = snapshot;
    boolean current = last.changesSeen() == changes.get() && last.readAt().plus(age).isAfter(now);
    if (!current) {
      long seen = changes.get();
      List<SigningKey.Public> found =
          transactions.acrossTenants(() -> store.findPublic(now.minus(KeyRing.OVERLAP)));
      Map<String, SigningKey.Public> keys = new LinkedHashMap<>();
      found.forEach(key -> keys.put(key.keyId(), key));
      last = new Snapshot(keys, now, seen);
      snapshot = last;
    }
    return last;
  }
}
