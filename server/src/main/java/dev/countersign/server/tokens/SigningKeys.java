package dev.countersign.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The private keys that sign: one active for each tenant and algorithm, made the first time it is
 * needed and sealed under the master key before it is written.
 */
final class SigningKeys {
  // Rotation by another node is noticed within this time; until then the old key signs on.
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final JdbcSigningKeys store;
  private final TenantTransactions transactions;
  private final MasterKeys masterKeys;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final PublicKeys publicKeys;
  private final Cache<TenantId, SigningKey> active =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KNOWN_FOR).build();

  SigningKeys(
      JdbcSigningKeys store,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      AuditTrail audit,
      InstantSource clock,
      PublicKeys publicKeys) {
    this.store = store;
    this.transactions = transactions;
    this.masterKeys = masterKeys;
    this.audit = audit;
    this.clock = clock;
    this.publicKeys = publicKeys;
  }

  /** The tenant's active key, in the caller's transaction where there is one. */
  SigningKey active(TenantId tenant, TokenAlgorithm algorithm) {
    SigningKey known = active.getIfPresent(tenant);
    if (known != null) {
      return known;
    }
    return transactions.in(tenant, () -> findOrCreate(tenant, algorithm));
  }

  // A key just made is not remembered: the transaction around it may yet be rolled back.
  private SigningKey findOrCreate(TenantId tenant, TokenAlgorithm algorithm) {
    Optional<SigningKey> found = find(tenant, algorithm);
    if (found.isPresent()) {
      active.put(tenant, found.get());
      return found.get();
    }
    create(tenant, algorithm);
    return find(tenant, algorithm)
        .orElseThrow(() -> new IllegalStateException("the tenant's signing key was not kept"));
  }

  private Optional<SigningKey> find(TenantId tenant, TokenAlgorithm algorithm) {
    return store.findActive(tenant, algorithm, (keyId, sealed) -> open(algorithm, keyId, sealed));
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

  private void create(TenantId tenant, TokenAlgorithm algorithm) {
    JWK pair = generate(algorithm);
    byte[] json = pair.toJSONString().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = masterKeys.seal(json, context(pair.getKeyID()));
    Arrays.fill(json, (byte) 0);
    if (store.insert(tenant, algorithm, pair.toPublicJWK(), sealed, StoredTime.now(clock))) {
      audit.record(
          AuditEvent.of(tenant, AuditEventType.KEY_CREATED)
              .on("signing_key", pair.getKeyID())
              .with(Map.of("algorithm", algorithm.wireName())));
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              publicKeys.changed();
            }
          });
    }
  }

  private static JWK generate(TokenAlgorithm algorithm) {
    try {
      return algorithm.generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException("a signing key could not be made", failed);
    }
  }

  private static String context(String keyId) {
    return "signing-key:" + keyId;
  }
}
