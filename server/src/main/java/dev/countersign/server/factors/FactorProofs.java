package dev.countersign.server.factors;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which sessions have proved a factor, and how long ago. Thread-safe. */
@Component
public final class FactorProofs {
  private final JdbcFactorProofs store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  FactorProofs(JdbcFactorProofs store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes, in the caller's transaction, that a session's person has just proved a factor. */
  public FactorProof note(TenantId tenant, SessionId session, FactorType type) {
    FactorProof proof = new FactorProof(type, StoredTime.now(clock), null);
    store.put(tenant, session, proof);
    return proof;
  }

  /** Notes, in the caller's transaction, that a passkey alone has just opened a session. */
  public FactorProof noteKeyAlone(TenantId tenant, SessionId session, String keyAlone) {
    FactorProof proof = new FactorProof(FactorType.PASSKEY, StoredTime.now(clock), keyAlone);
    store.put(tenant, session, proof);
    return proof;
  }

  /** The last proof in a session. */
  public Optional<FactorProof> find(TenantId tenant, SessionId session) {
    return transactions.in(tenant, () -> store.find(session));
  }

  /** Whether a session has a proof that is no older than this. */
  public boolean isFresh(TenantId tenant, SessionId session, Duration maxAge) {
    return find(tenant, session)
        .filter(proof -> proof.at().plus(maxAge).isAfter(clock.instant()))
        .isPresent();
  }
}
