package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.api.LimitSettings;
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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The limits of each tenant: its own, or the installation's. A change holds at once on this node
 * and within a second on others. While the store cannot be read, the installation's hold.
 * Thread-safe.
 */
final class TenantLimits implements LimitPlans {
  private static final Logger LOG = LoggerFactory.getLogger(TenantLimits.class);
  private static final Duration SEEN_FOR = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final int TENANTS_MAX = 10_000;

  private final RateLimitSettings installation;
  private final JdbcLimitSettings store;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final LoadingCache<TenantId, LimitPlan> seen;

  TenantLimits(
      RateLimitSettings installation,
      JdbcLimitSettings store,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock,
      Ticker ticker) {
    this.installation = installation;
    this.store = store;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    // Asked for at every request: read again beside them, before what is known is too old.
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(TENANTS_MAX)
            .expireAfterWrite(SEEN_FOR)
            .refreshAfterWrite(FRESH)
            .executor(task -> Thread.ofVirtual().name("limits").start(task))
            .ticker(ticker)
            .build(this::read);
  }

  @Override
  public Optional<LimitPlan> of(TenantId tenant) {
    return installation.on() ? Optional.of(seen.get(tenant)) : Optional.empty();
  }

  /** What a tenant has set, whether limits are on or off. */
  LimitPlan settingsOf(TenantId tenant) {
    return transactions.in(tenant, () -> store.find(tenant)).map(this::stored).orElse(usual());
  }

  /** Gives the administrator's tenant limits; settings that are at fault are told. */
  LimitPlan set(Caller administrator, LimitSettings settings) {
    Fields fields = new Fields();
    LimitPlan plan = PlanSettings.read(settings, usual(), fields);
    fields.verify();
    TenantId tenant = administrator.tenant();
    transactions.run(
        tenant,
        () -> {
          store.put(tenant, settings, StoredTime.now(clock));
          audit.record(
              Happening.about(tenant, AuditEventType.LIMITS_CHANGED, null)
                  .by(administrator)
                  .with(Map.of("tiers", plan.tiers().wireName())));
        });
    seen.put(tenant, plan);
    return plan;
  }

  private LimitPlan usual() {
    return installation.plan();
  }

  private LimitPlan read(TenantId tenant) {
    try {
      return settingsOf(tenant);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("Limits cannot be read; the installation's hold.", away);
      return usual();
    }
  }

  private LimitPlan stored(LimitSettings settings) {
    Fields fields = new Fields();
    LimitPlan plan = PlanSettings.read(settings, usual(), fields);
    if (!fields.faults().isEmpty()) {
      throw new IllegalStateException("stored limits are at fault: " + fields.faults());
    }
    return plan;
  }
}
