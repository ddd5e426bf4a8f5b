package dev.countersign.server.credentials;

import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantDocument;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.web.Fields;
import java.util.Map;

/**
 * The password policy of each tenant: its own, or the installation's profile. A change holds at
 * once on this node and within a second on others. Thread-safe.
 */
public final class PasswordPolicies {
  private final TenantDocument<PasswordPolicySettings, PasswordPolicy> document;
  private final AuditTrail audit;

  PasswordPolicies(PasswordProfile usual, TenantDocuments documents, AuditTrail audit) {
    this.document =
        documents.of(
            "password_policies",
            PasswordPolicySettings.class,
            settings ->
                Fields.ofStored(
                    "a password policy", fields -> PolicySettings.read(settings, fields)),
            usual::policy);
    this.audit = audit;
  }

  /** The policy that holds for a tenant. */
  public PasswordPolicy of(TenantId tenant) {
    return document.of(tenant);
  }

  /** Gives the administrator's tenant a policy; settings that contradict themselves are told. */
  PasswordPolicy set(Caller administrator, PasswordPolicySettings settings) {
    Fields fields = new Fields();
    PasswordPolicy policy = PolicySettings.read(settings, fields);
    fields.verify();
    TenantId tenant = administrator.tenant();
    document.put(
        tenant,
        settings,
        policy,
        () ->
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
                            policy.breachCheck().wireName()))));
    return policy;
  }
}
