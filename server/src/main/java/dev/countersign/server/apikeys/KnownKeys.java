package dev.countersign.server.apikeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.Users;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys by the part that finds them, with what their owners may, remembered so briefly that whatever
 * changes about a key or its owner is known within a second, and everywhere. A revocation is known
 * sooner, from another place.
 */
final class KnownKeys {
  private static final Duration KNOWN_FOR = Duration.ofMillis(500);
  private static final int KNOWN_MAX = 20_000;

  private final JdbcApiKeys store;
  private final Users users;
  private final TenantTransactions transactions;
  private final Cache<String, Optional<Known>> known;

  KnownKeys(JdbcApiKeys store, Users users, TenantTransactions transactions, Ticker ticker) {
    this.store = store;
    this.users = users;
    this.transactions = transactions;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(KNOWN_MAX)
            .expireAfterWrite(KNOWN_FOR)
            .ticker(ticker)
            .build();
  }

  /**
   * A key.
   *
   * @param permissions what it may do: its scopes, as far as its owner may
   * @param ownerMayAct false where there is an owner who was disabled
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never by equals.
  record Known(ApiKey key, byte[] hash, Permissions permissions, boolean ownerMayAct) {
    boolean isOf(KeyText text) {
      return MessageDigest.isEqual(hash, text.hash());
    }
  }

  /** Empty where the text is no key's. Not inside a transaction. */
  Optional<Known> find(KeyText text) {
    return known.get(text.lookup(), this::load).filter(found -> found.isOf(text));
  }

  private Optional<Known> load(String lookup) {
    return transactions
        .acrossTenants(() -> store.findByLookup(lookup))
        .map(row -> {
          UserId owner = row.key().owner();
          return owner == null
              ? new Known(row.key(), row.hash(), row.key().scopes(), true)
              : owned(row, owner);
        });
  }

  private Known owned(JdbcApiKeys.Row row, UserId owner) {
    ApiKey key = row.key();
    Optional<Users.Standing> standing =
        Optional.ofNullable(
            transactions.in(key.tenant(), () -> users.lockStanding(List.of(owner))).get(owner));
    return new Known(
        key,
        row.hash(),
        standing
            // What the owner may for a while only is theirs alone.
            .map(found -> key.scopes().within(found.access().permanent()))
            .orElse(Permissions.NONE),
        standing.filter(Users.Standing::isActive).isPresent());
  }
}
