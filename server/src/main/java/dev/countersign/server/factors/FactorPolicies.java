package dev.countersign.server.factors;

import dev.countersign.api.FactorPolicySettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantDocument;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.web.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Of whom each tenant demands a second factor. A change holds at once on this node and within a
 * second on others. Thread-safe.
 */
@Component
public final class FactorPolicies {
  private static final int ROLES_MAX = 50;
  private static final int ROLE_MAX = 100;

  private final TenantDocument<FactorPolicySettings, FactorPolicy> document;
  private final AuditTrail audit;

  FactorPolicies(TenantDocuments documents, AuditTrail audit) {
    this.document =
        documents.of(
            "factor_policies",
            FactorPolicySettings.class,
            FactorPolicies::policy,
            () -> FactorPolicy.USUAL);
    this.audit = audit;
  }

  /** The policy that holds for a tenant. */
  public FactorPolicy of(TenantId tenant) {
    return document.of(tenant);
  }

  /** Gives the administrator's tenant a policy. */
  FactorPolicy set(Caller administrator, FactorPolicySettings settings) {
    verify(settings);
    TenantId tenant = administrator.tenant();
    FactorPolicy policy = policy(settings);
    document.put(
        tenant,
        settings,
        policy,
        () ->
            audit.record(
                Happening.about(tenant, AuditEventType.FACTOR_POLICY_CHANGED, null)
                    .by(administrator)
                    .with(
                        Map.of(
                            "required_roles",
                            policy.requiredRoles().stream().sorted().toList(),
                            "grace_days",
                            policy.grace().toDays(),
                            "trust_days",
                            policy.trust().toDays()))));
    return policy;
  }

  static FactorPolicySettings settings(FactorPolicy policy) {
    return new FactorPolicySettings(
        policy.requiredRoles().stream().sorted().toList(),
        (int) policy.grace().toDays(),
        (int) policy.trust().toDays());
  }

  private static FactorPolicy policy(FactorPolicySettings settings) {
    return new FactorPolicy(
        settings.requiredRoles() == null
            ? FactorPolicy.USUAL.requiredRoles()
            : Set.copyOf(settings.requiredRoles()),
        days(settings.graceDays(), FactorPolicy.USUAL.grace()),
        days(settings.trustDays(), FactorPolicy.USUAL.trust()));
  }

  private static Duration days(@Nullable Integer days, Duration usual) {
    return days == null ? usual : Duration.ofDays(days);
  }

  private static void verify(FactorPolicySettings settings) {
    Fields fields = new Fields();
    List<String> roles = Objects.requireNonNullElse(settings.requiredRoles(), List.of());
    if (roles.size() > ROLES_MAX) {
      fields.fault("required_roles", "too_many", "Name at most 50 roles.");
    }
    for (String role : roles) {
      fields.text("required_roles", role, ROLE_MAX);
    }
    range(fields, "grace_days", settings.graceDays(), FactorPolicy.GRACE_DAYS_MAX);
    range(fields, "trust_days", settings.trustDays(), FactorPolicy.TRUST_DAYS_MAX);
    fields.verify();
  }

  private static void range(Fields fields, String field, @Nullable Integer days, int max) {
    if (days != null && (days < 0 || days > max)) {
      fields.fault(field, "out_of_range", "Give 0 to " + max + " days.");
    }
  }
}
