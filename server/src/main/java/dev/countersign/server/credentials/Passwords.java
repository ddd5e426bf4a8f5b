package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hashes, keeps and checks passwords. Hashing waits for a place in a bounded queue and never holds
 * a database connection meanwhile. Thread-safe.
 */
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final UserId NOBODY = new UserId(new UUID(0, 0));

  private final Argon2 argon2;
  private final Argon2Cost cost;
  private final HashingPool pool;
  private final JdbcPasswords store;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final SecureRandom random;
  // What an unknown person's password is checked against: it costs what a real one costs, and made
  // beforehand it does not cost twice that.
  private final PasswordHash nobodys;

  Passwords(
      Argon2 argon2,
      Argon2Cost cost,
      HashingPool pool,
      JdbcPasswords store,
      TenantTransactions transactions,
      InstantSource clock,
      SecureRandom random) {
    this.argon2 = argon2;
    this.cost = cost;
    this.pool = pool;
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
    this.random = random;
    byte[] unguessable = new byte[32];
    random.nextBytes(unguessable);
    this.nobodys = compute(unguessable);
  }

  /** What checking a password came to. */
  public enum Check {
    RIGHT,
    /** Wrong, or there is nobody to have one: the two take the same work. */
    WRONG,
    /** Too many are waiting; nothing was checked. */
    BUSY
  }

  /**
   * Hashes a password that the policy accepted; empty when too many are waiting. Not to be called
   * inside a transaction.
   */
  public Optional<PasswordHash> hash(Secret password) {
    byte[] text =
        PasswordText.bytes(password)
            .orElseThrow(() -> new IllegalArgumentException("the policy refuses this password"));
    return pool.run(() -> compute(text));
  }

  /** Keeps a person's hash, in the caller's transaction. */
  public void put(TenantId tenant, UserId user, PasswordHash hash) {
    store.put(tenant, user, hash.text(), StoredTime.now(clock));
  }

  /**
   * Checks a password. Where the stored hash was made at another cost than today's, a right one is
   * hashed anew. Not to be called inside a transaction.
   *
   * @param user whose it should be; {@code null} for nobody known, which is always wrong
   */
  public Check check(TenantId tenant, @Nullable UserId user, Secret password) {
    // Nobody's is looked for too, so that the look-up tells nothing either.
    UserId owner = user == null ? NOBODY : user;
    Optional<PasswordHash> stored =
        transactions.in(tenant, () -> store.find(owner)).map(PasswordHash::parse);
    Optional<byte[]> text = PasswordText.bytes(password);
    PasswordHash against = text.isPresent() ? stored.orElse(nobodys) : nobodys;
    Optional<Boolean> matches = pool.run(() -> matches(against, text.orElseGet(() -> new byte[0])));
    if (matches.isEmpty()) {
      return Check.BUSY;
    }
    if (user == null || stored.isEmpty() || !matches.get()) {
      return Check.WRONG;
    }
    if (!against.cost().equals(cost)) {
      rehash(tenant, user, against, password);
    }
    return Check.RIGHT;
  }

  // A full queue is no reason to refuse a right password: the next sign-in hashes it anew.
  private void rehash(TenantId tenant, UserId user, PasswordHash old, Secret password) {
    hash(password)
        .ifPresent(fresh ->
            transactions.run(
                tenant,
                () -> store.replace(user, old.text(), fresh.text(), StoredTime.now(clock))));
  }

  private boolean matches(PasswordHash hash, byte[] text) {
    try {
      return hash.matches(argon2, text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private PasswordHash compute(byte[] text) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    try {
      return new PasswordHash(cost, salt, argon2.hash(cost, salt, text));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
