package dev.countersign.server.ratelimit;

import dev.countersign.api.LimitSettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantDocument;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.web.Fields;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of each tenant: its own, or the installation's. A change holds at once on this node
 * and within a second on others. While the store cannot be read, the installation's hold.
 * Thread-safe.
 */
final class TenantLimits implements LimitPlans {
  private final RateLimitSettings installation;
  private final TenantDocument<LimitSettings, LimitPlan> document;
  private final AuditTrail audit;

  TenantLimits(RateLimitSettings installation, TenantDocuments documents, AuditTrail audit) {
    this.installation = installation;
    this.document =
        documents.of(
            "limit_settings",
            LimitSettings.class,
            settings ->
                Fields.ofStored(
                    "a tenant's limits",
                    fields -> PlanSettings.read(settings, installation.plan(), fields)),
            installation::plan);
    this.audit = audit;
  }

  @Override
  public Optional<LimitPlan> of(TenantId tenant) {
    return installation.on() ? Optional.of(document.ofOrUsual(tenant)) : Optional.empty();
  }

  /** What a tenant has set, whether limits are on or off. */
  LimitPlan settingsOf(TenantId tenant) {
    return document.stored(tenant);
  }

  /** Gives the administrator's tenant limits; settings that are at fault are told. */
  LimitPlan set(Caller administrator, LimitSettings settings) {
    Fields fields = new Fields();
    LimitPlan plan = PlanSettings.read(settings, installation.plan(), fields);
    fields.verify();
    TenantId tenant = administrator.tenant();
    document.put(
        tenant,
        settings,
        plan,
        () ->
            audit.record(
                Happening.about(tenant, AuditEventType.LIMITS_CHANGED, null)
                    .by(administrator)
                    .with(Map.of("tiers", plan.tiers().wireName()))));
    return plan;
  }
}
