package dev.countersign.server.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.web.Fields;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The password policy of each tenant: its own, or the installation's profile. A change holds at
 * once on this node and within a second on others. Thread-safe.
 */
public final class PasswordPolicies {
  private static final Duration SEEN_FOR = Duration.ofSeconds(1);
  private static final int TENANTS_MAX = 10_000;

  private final PasswordProfile usual;
  private final JdbcPasswordPolicies store;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Cache<TenantId, PasswordPolicy> seen;

  PasswordPolicies(
      PasswordProfile usual,
      JdbcPasswordPolicies store,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock,
      Ticker ticker) {
    this.usual = usual;
    this.store = store;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(TENANTS_MAX)
            .expireAfterWrite(SEEN_FOR)
            .ticker(ticker)
            .build();
  }

  /** The policy that holds for a tenant. */
  public PasswordPolicy of(TenantId tenant) {
    PasswordPolicy known = seen.getIfPresent(tenant);
    if (known == null) {
      known = transactions.in(tenant, () -> store.find(tenant)).map(this::stored).orElse(usual());
      seen.put(tenant, known);
    }
    return known;
  }

  /** Gives the administrator's tenant a policy; settings that contradict themselves are told. */
  PasswordPolicy set(Caller administrator, PasswordPolicySettings settings) {
    Fields fields = new Fields();
    PasswordPolicy policy = PolicySettings.read(settings, fields);
    fields.verify();
    TenantId tenant = administrator.tenant();
    transactions.run(
        tenant,
        () -> {
          store.put(tenant, settings, StoredTime.now(clock));
          audit.record(
              Happening.about(tenant, AuditEventType.PASSWORD_POLICY_CHANGED, null)
                  .by(administrator)
                  .with(
                      Map.of(
                          "profile",
                          policy.profile().wireName(),
                          "min_length",
                          policy.length().min(),
                          "breach_check",
                          policy.breachCheck().wireName())));
        });
    seen.put(tenant, policy);
    return policy;
  }

  private PasswordPolicy usual() {
    return usual.policy();
  }

  private PasswordPolicy stored(PasswordPolicySettings settings) {
    Fields fields = new Fields();
    PasswordPolicy policy = PolicySettings.read(settings, fields);
    if (!fields.faults().isEmpty()) {
      throw new IllegalStateException("a stored password policy is at fault: " + fields.faults());
    }
    return policy;
  }
}
