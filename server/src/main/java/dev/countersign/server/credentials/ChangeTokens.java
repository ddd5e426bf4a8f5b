package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets somebody whose password was right, but must be changed, change it without being signed in:
 * once, within {@value #MINUTES} minutes, and only by the token issued last. Kept as a hash. All of
 * it happens in the caller's transaction.
 */
public final class ChangeTokens {
  private static final int MINUTES = 10;

  /** How long a token is good for. */
  public static final Duration LIFE = Duration.ofMinutes(MINUTES);

  private static final String PREFIX = "pct_";
  private static final int RANDOM_BYTES = 32;

  private final JdbcChangeTokens store;
  private final InstantSource clock;
  private final SecureRandom random;

  ChangeTokens(JdbcChangeTokens store, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /** A new token, in place of any that the person was given before. */
  public Secret issue(TenantId tenant, UserId user) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    Secret token =
        Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    store.put(tenant, user, hash(token), StoredTime.now(clock).plus(LIFE));
    return token;
  }

  /** Whose token it is; empty for none that is good. */
  Optional<UserId> find(Secret token) {
    return store.find(hash(token), clock.instant());
  }

  /** Makes a token good for nothing; false where it was so already. */
  boolean spend(Secret token) {
    return store.spend(hash(token), clock.instant());
  }

  // A token is random and long, so that a plain hash of it cannot be tried out; and what is looked
  // up by its hash gives nothing away by the time that takes.
  private static byte[] hash(Secret token) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(token.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
