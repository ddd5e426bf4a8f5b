package dev.countersign.server.countersigning;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells audit what becomes of payments that wait, in the transaction of it: ids only. */
@Component
final class SigningNews {
  private final AuditTrail audit;

  SigningNews(AuditTrail audit) {
    this.audit = audit;
  }

  void asked(Caller payer, WaitingPayment waiting) {
    tell(
        AuditEventType.COUNTERSIGNATURE_ASKED,
        payer,
        waiting,
        Map.of("reasons", waiting.demands().stream().map(Demand::wireName).toList()));
  }

  void signed(Caller signer, WaitingPayment waiting, String how, String digest) {
    tell(
        AuditEventType.COUNTERSIGNATURE_GIVEN,
        signer,
        waiting,
        Map.of("how", how, "digest", digest));
  }

  /**
   * Somebody took it back, or it was taken back with what it was asked by.
   *
   * @param by absent where nobody did so by themselves
   */
  void cancelled(@Nullable Caller by, WaitingPayment waiting) {
    tell(AuditEventType.COUNTERSIGNATURE_CANCELLED, by, waiting, Map.of());
  }

  void expired(WaitingPayment waiting) {
    tell(AuditEventType.COUNTERSIGNATURE_EXPIRED, null, waiting, Map.of());
  }

  private void tell(
      AuditEventType type, @Nullable Caller by, WaitingPayment waiting, Map<String, ?> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("waiting_payment", waiting.id().text());
    AuditEvent event = Happening.about(waiting.tenant(), type, waiting.payer()).with(facts);
    audit.record(by == null ? event : event.by(by));
  }
}
