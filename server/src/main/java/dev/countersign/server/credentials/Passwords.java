package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.nio.charset.StandardCharsets;
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
  public sealed interface Check {
    record Right(CheckedPassword password) implements Check {}

    /** Wrong, or there is nobody to have one: the two take the same work. */
    record Wrong() implements Check {}

    /**
     * The hash, made elsewhere, agrees as far as it goes, but leaves out the end of so long a
     * password. Nobody is let in by a part of a password; the person has to reset it.
     */
    record Unverifiable() implements Check {}

    /** Too many are waiting; nothing was checked. */
    record Busy() implements Check {}
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
    store.put(tenant, user, hash.text(), null, StoredTime.now(clock));
  }

  /** Keeps a hash of a password that lets the person in only to change it, likewise. */
  public void putTemporary(TenantId tenant, UserId user, PasswordHash hash) {
    store.put(tenant, user, hash.text(), ChangeReason.DEMANDED, StoredTime.now(clock));
  }

  /**
   * Checks a password. Where the stored hash is not what would be made today, by scheme or cost, a
   * right password is hashed anew. Not to be called inside a transaction.
   *
   * @param user whose it should be; {@code null} for nobody known, which is always wrong
   */
  public Check check(TenantId tenant, @Nullable UserId user, Secret password) {
    // Nobody's is looked for too, so that the look-up tells nothing either.
    UserId owner = user == null ? NOBODY : user;
    Optional<JdbcPasswords.Row> stored = transactions.in(tenant, () -> store.find(owner));
    Optional<PasswordHash> hash = stored.map(JdbcPasswords.Row::hash).map(PasswordHash::parse);
    boolean possible = PasswordText.isPossible(password);
    PasswordHash against = possible ? hash.orElse(nobodys) : nobodys;
    byte[] text = possible ? bytes(against, password) : new byte[0];
    boolean leavesOut = against.leavesOut(text.length);
    Optional<Boolean> matches = pool.run(() -> matches(against, text));
    if (matches.isEmpty()) {
      return new Check.Busy();
    }
    if (user == null || stored.isEmpty() || !possible || !matches.get()) {
      return new Check.Wrong();
    }
    if (leavesOut) {
      return new Check.Unverifiable();
    }
    if (!against.isMadeAt(cost)) {
      rehash(tenant, user, against, password);
    }
    return new Check.Right(stored.get().standing());
  }

  /**
   * Whether a password that was found right is the person's still, with its row locked in share
   * mode until the caller's transaction ends: whoever changes it waits for that, or has been seen.
   */
  public boolean isStill(UserId user, CheckedPassword checked) {
    return store.lockVersion(user).filter(version -> version == checked.version()).isPresent();
  }

  /**
   * Whether a password has a hash; empty when too many are waiting. Not to be called inside a
   * transaction.
   */
  public Optional<Boolean> matches(PasswordHash hash, Secret password) {
    if (!PasswordText.isPossible(password)) {
      return Optional.of(false);
    }
    byte[] text = bytes(hash, password);
    return pool.run(() -> matches(hash, text));
  }

  // Others hashed what was typed as it came; the same is typed again.
  private static byte[] bytes(PasswordHash hash, Secret password) {
    return hash.isNative()
        ? PasswordText.bytes(password).orElseThrow()
        : password.reveal().getBytes(StandardCharsets.UTF_8);
  }

  // A full queue is no reason to refuse a right password: the next sign-in hashes it anew.
  private void rehash(TenantId tenant, UserId user, PasswordHash old, Secret password) {
    hash(password)
        .ifPresent(
            fresh -> transactions.run(tenant, () -> store.replace(user, old.text(), fresh.text())));
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
      return PasswordHash.ofArgon2(cost, salt, argon2.hash(cost, salt, text));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
