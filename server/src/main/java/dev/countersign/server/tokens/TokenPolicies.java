package dev.countersign.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Each tenant's policy; the service's settings where it has none of its own. Thread-safe. */
final class TokenPolicies {
  // Another node's change is noticed within this time.
  private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

  private final JdbcTokenPolicies store;
  private final TokenPolicy usual;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Cache<TenantId, TokenPolicy> known =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(KNOWN_FOR).build();

  TokenPolicies(
      JdbcTokenPolicies store,
      TokenPolicy usual,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.usual = usual;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** The tenant's policy, in the caller's transaction where there is one. */
  TokenPolicy of(TenantId tenant) {
    TokenPolicy policy = known.getIfPresent(tenant);
    if (policy == null) {
      policy = transactions.in(tenant, () -> store.find(tenant).orElse(usual));
      known.put(tenant, policy);
    }
    return policy;
  }

  /** Sets the policy of the administrator's tenant. Tokens made before stay as they are. */
  void set(Caller administrator, TokenPolicy policy) {
    TenantId tenant = administrator.tenant();
    transactions.run(
        tenant,
        () -> {
          store.put(tenant, policy, StoredTime.now(clock));
          audit.record(
              AuditEvent.of(tenant, AuditEventType.TOKEN_SETTINGS_CHANGED)
                  .by(administrator)
                  .during(RequestContext.current().map(RequestContext::requestId).orElse(null))
                  .with(facts(policy)));
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  known.invalidate(tenant);
                }
              });
        });
  }

  private static Map<String, ?> facts(TokenPolicy policy) {
    return Map.of(
        "algorithm",
        policy.algorithm().wireName(),
        "access_life",
        policy.accessLife().toSeconds(),
        "refresh_life",
        policy.refreshLife().toSeconds(),
        "refresh_idle",
        policy.refreshIdle().toSeconds(),
        "refresh_grace",
        policy.refreshGrace().toSeconds());
  }
}
