package dev.countersign.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The private keys that sign: one active for each tenant and algorithm, made the first time it is
 * needed and sealed under the master key before it is written.
 */
final class SigningKeys {
  // Rotation by another node is noticed within this time; until then the old key signs on. One that
  // was revoked signs no more.
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final JdbcSigningKeys store;
  private final TenantTransactions transactions;
  private final MasterKeys masterKeys;
  private final KeyRing ring;
  private final Revocations revocations;
  private final Cache<Use, SigningKey> active =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KNOWN_FOR).build();

  SigningKeys(
      JdbcSigningKeys store,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      KeyRing ring,
      Revocations revocations) {
    this.store = store;
    this.transactions = transactions;
    this.masterKeys = masterKeys;
    this.ring = ring;
    this.revocations = revocations;
  }

  private record Use(TenantId tenant, TokenAlgorithm algorithm) {}

  /** The tenant's active key, in the caller's transaction where there is one. */
  SigningKey active(TenantId tenant, TokenAlgorithm algorithm) {
    Use use = new Use(tenant, algorithm);
    SigningKey known = active.getIfPresent(use);
    if (known != null && revocations.ask(known.mark()) != Revocations.Answer.REVOKED) {
      return known;
    }
    return transactions.in(tenant, () -> findOrCreate(use));
  }

  // A key just made is not remembered: the transaction around it may yet be rolled back.
  private SigningKey findOrCreate(Use use) {
    Optional<SigningKey> found = find(use);
    if (found.isPresent()) {
      active.put(use, found.get());
      return found.get();
    }
    ring.createActive(use.tenant(), use.algorithm());
    return find(use)
        .orElseThrow(() -> new IllegalStateException("the tenant's signing key was not kept"));
  }

  private Optional<SigningKey> find(Use use) {
    return store.findActive(
        use.tenant(), use.algorithm(), (keyId, sealed) -> open(use.algorithm(), keyId, sealed));
  }

  private SigningKey open(TokenAlgorithm algorithm, String keyId, byte[] sealed) {
    byte[] json = masterKeys.open(sealed, context(keyId));
    try {
      return new SigningKey(algorithm, JWK.parse(new String(json, StandardCharsets.UTF_8)));
    } catch (ParseException damaged) {
      // Its message would quote the key.
      throw new IllegalStateException("the signing key " + keyId + " cannot be read");
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  static String context(String keyId) {
    return "signing-key:" + keyId;
  }
}
