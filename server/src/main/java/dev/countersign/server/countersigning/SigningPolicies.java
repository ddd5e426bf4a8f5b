package dev.countersign.server.countersigning;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantDocument;
import dev.countersign.server.platform.store.TenantDocuments;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which payments each tenant has countersigned: none, until one says so. Thread-safe. */
@Component
public final class SigningPolicies {
  private final TenantDocument<Stored, SigningPolicy> document;
  private final AuditTrail audit;

  SigningPolicies(TenantDocuments documents, AuditTrail audit) {
    this.document =
        documents.of(
            "countersigning_settings",
            Stored.class,
            SigningPolicies::read,
            () -> SigningPolicy.NONE);
    this.audit = audit;
  }

  /** A policy as it is stored: amounts in minor units, for scales never change. */
  record Stored(
      Map<String, Long> thresholds,
      boolean newPayees,
      Signers signers,
      long lifeMinutes,
      long apartDays) {
    Stored {
      thresholds = Map.copyOf(thresholds);
    }
  }

  public SigningPolicy of(TenantId tenant) {
    return document.of(tenant);
  }

  /** Gives the administrator's tenant a policy, which holds for what is posted from then on. */
  public void set(Caller administrator, SigningPolicy policy) {
    Stored stored =
        new Stored(
            policy.thresholds(),
            policy.newPayees(),
            policy.signers(),
            policy.life().toMinutes(),
            policy.apart().toDays());
    document.put(
        administrator.tenant(),
        stored,
        read(stored),
        () ->
            audit.record(
                Happening.about(administrator.tenant(), AuditEventType.COUNTERSIGNING_CHANGED, null)
                    .by(administrator)
                    .with(
                        Map.of(
                            "thresholds", policy.thresholds(),
                            "new_payees", policy.newPayees(),
                            "signers", policy.signers().wireName(),
                            "expires_after", stored.lifeMinutes(),
                            "apart_days", stored.apartDays()))));
  }

  private static SigningPolicy read(Stored stored) {
    return new SigningPolicy(
        true,
        stored.thresholds(),
        stored.newPayees(),
        stored.signers(),
        Duration.ofMinutes(stored.lifeMinutes()),
        Duration.ofDays(stored.apartDays()));
  }
}
