package dev.countersign.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes a tenant's signing keys and takes them from phase to phase. Several nodes may want to at
 * once: whoever locks the keys first does it, the others find it done.
 */
final class KeyRing {
  /** How long after its last signature a key may still have tokens that are good. */
  static final Duration OVERLAP = TokenPolicy.REFRESH_LIFE_MAX.plus(Duration.ofHours(1));

  private final JdbcSigningKeys store;
  private final TenantTransactions transactions;
  private final MasterKeys masterKeys;
  private final AuditTrail audit;
  private final Revocations revocations;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * A ring.
   *
   * @param changed told when keys have changed here
   */
  KeyRing(
      JdbcSigningKeys store,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      AuditTrail audit,
      Revocations revocations,
      InstantSource clock,
      Runnable changed) {
    this.store = store;
    this.transactions = transactions;
    this.masterKeys = masterKeys;
    this.audit = audit;
    this.revocations = revocations;
    this.clock = clock;
    this.changed = changed;
  }

  /** Every key there is, of all tenants. */
  List<StoredKey> all() {
    return transactions.acrossTenants(store::findAll);
  }

  /** Whose keys of which algorithm have something to be done about, by their age. */
  List<KeyGroup> due(TokenSettings.Keys schedule) {
    Instant now = clock.instant();
    return transactions.acrossTenants(() ->
        store.due(
            now.minus(schedule.announce()),
            now.minus(schedule.rotateAfter()).plus(schedule.announce()),
            now.minus(OVERLAP)));
  }

  /** Makes the first key of a tenant and algorithm, unless somebody else does. */
  void createActive(TenantId tenant, TokenAlgorithm algorithm) {
    create(tenant, algorithm, KeyPhase.ACTIVE);
  }

  /** Publishes a key that will sign later; nothing where there is one already. */
  void announce(TenantId tenant, TokenAlgorithm algorithm) {
    transactions.run(
        tenant,
        () -> {
          if (find(lockAll(tenant, algorithm), KeyPhase.ANNOUNCED).isEmpty()) {
            create(tenant, algorithm, KeyPhase.ANNOUNCED);
          }
        });
  }

  /** Lets a new key sign from now on: the announced one, or one made now. */
  void rotate(TenantId tenant, TokenAlgorithm algorithm) {
    transactions.run(tenant, () -> replace(tenant, algorithm, lockAll(tenant, algorithm)));
  }

  /**
   * Takes a tenant's keys of an algorithm a step further, by their age.
   *
   * @return whether anything was done
   */
  boolean advance(TenantId tenant, TokenAlgorithm algorithm, TokenSettings.Keys schedule) {
    return transactions.in(
        tenant,
        () -> {
          List<StoredKey> keys = lockAll(tenant, algorithm);
          List<StoredKey> gone = keys.stream().filter(key -> isGone(key, clock.instant())).toList();
          gone.forEach(this::remove);
          Optional<KeyStep> step = KeyStep.due(keys, schedule, clock.instant());
          step.ifPresent(due -> {
            switch (due) {
              case ANNOUNCE -> create(tenant, algorithm, KeyPhase.ANNOUNCED);
              case ACTIVATE -> replace(tenant, algorithm, keys);
            }
          });
          return !gone.isEmpty() || step.isPresent();
        });
  }

  static boolean isGone(StoredKey key, Instant now) {
    Instant ended = key.endedAt();
    return ended != null && ended.plus(OVERLAP).isBefore(now);
  }

  /** Revokes a key: from the commit on nothing it signed is good. False where it was no more. */
  boolean revoke(StoredKey key, String reason) {
    return transactions.in(
        key.tenant(),
        () -> {
          List<StoredKey> keys = lockAll(key.tenant(), key.algorithm());
          Optional<StoredKey> found =
              keys.stream()
                  .filter(one -> one.keyId().equals(key.keyId()))
                  .filter(one -> one.phase() != KeyPhase.REVOKED)
                  .findFirst();
          found.ifPresent(one -> revoke(one, keys, reason));
          return found.isPresent();
        });
  }

  /** Revokes every key of a tenant, and answers how many there were. */
  int revokeAll(TenantId tenant, String reason) {
    return transactions.in(
        tenant,
        () -> {
          List<StoredKey> keys =
              store.findAll().stream().filter(key -> key.tenant().equals(tenant)).toList();
          return (int) keys.stream().filter(key -> revoke(key, reason)).count();
        });
  }

  private void revoke(StoredKey key, List<StoredKey> keys, String reason) {
    Instant now = StoredTime.now(clock);
    store.revoke(key.keyId(), now);
    revocations.revoke(
        List.of(
            new Revocation(
                KeyMark.of(key.keyId()),
                key.tenant(),
                Revocation.Kind.SIGNING_KEY,
                null,
                now,
                now,
                now.plus(OVERLAP),
                reason)));
    tell(key, AuditEventType.KEY_REVOKED, Map.of("phase", key.phase().wireName()));
    if (key.phase() == KeyPhase.ACTIVE) {
      sign(key.tenant(), key.algorithm(), find(keys, KeyPhase.ANNOUNCED));
    }
  }

  private void replace(TenantId tenant, TokenAlgorithm algorithm, List<StoredKey> keys) {
    Instant now = StoredTime.now(clock);
    find(keys, KeyPhase.ACTIVE)
        .ifPresent(old -> {
          store.retire(old.keyId(), now);
          tell(old, AuditEventType.KEY_RETIRED, Map.of());
        });
    sign(tenant, algorithm, find(keys, KeyPhase.ANNOUNCED));
  }

  private void sign(TenantId tenant, TokenAlgorithm algorithm, Optional<StoredKey> announced) {
    if (announced.isEmpty()) {
      create(tenant, algorithm, KeyPhase.ACTIVE);
      return;
    }
    store.activate(announced.get().keyId(), StoredTime.now(clock));
    tell(announced.get(), AuditEventType.KEY_ACTIVATED, Map.of());
  }

  private void remove(StoredKey key) {
    store.delete(key.keyId());
    tell(key, AuditEventType.KEY_REMOVED, Map.of());
  }

  private void create(TenantId tenant, TokenAlgorithm algorithm, KeyPhase phase) {
    JWK pair = generate(algorithm);
    byte[] json = pair.toJSONString().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = masterKeys.seal(json, SigningKeys.context(pair.getKeyID()));
    Arrays.fill(json, (byte) 0);
    Instant now = StoredTime.now(clock);
    StoredKey key =
        new StoredKey(
            pair.getKeyID(),
            tenant,
            algorithm,
            phase,
            now,
            phase == KeyPhase.ACTIVE ? now : null,
            null);
    if (store.insert(key, pair.toPublicJWK(), sealed)) {
      tell(key, AuditEventType.KEY_CREATED, Map.of("phase", phase.wireName()));
    }
  }

  private List<StoredKey> lockAll(TenantId tenant, TokenAlgorithm algorithm) {
    store.lock(tenant, algorithm);
    return store.findAll().stream()
        .filter(key -> key.tenant().equals(tenant) && key.algorithm() == algorithm)
        .toList();
  }

  private static Optional<StoredKey> find(List<StoredKey> keys, KeyPhase phase) {
    return keys.stream().filter(key -> key.phase() == phase).findFirst();
  }

  private void tell(StoredKey key, AuditEventType type, Map<String, String> more) {
    Map<String, String> facts = new HashMap<>(more);
    facts.put("algorithm", key.algorithm().wireName());
    audit.record(
        AuditEvent.of(key.tenant(), type)
            .on("signing_key", key.keyId())
            .during(RequestContext.current().map(RequestContext::requestId).orElse(null))
            .with(facts));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            changed.run();
          }
        });
  }

  private static JWK generate(TokenAlgorithm algorithm) {
    try {
      return algorithm.generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException("a signing key could not be made", failed);
    }
  }
}
