package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.webauthn.Assertion;
import dev.countersign.server.webauthn.Ceremony;
import dev.countersign.server.webauthn.Fault;
import dev.countersign.server.webauthn.PublicKey;
import dev.countersign.server.webauthn.RelyingParty;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Judges the use of a passkey that may exist, in the caller's transaction. Using one that does not
 * is refused with the same word after the same work.
 */
@Component
final class PasskeyUse {
  private final JdbcPasskeys store;
  private final RelyingParty party;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  PasskeyUse(
      JdbcPasskeys store, RelyingParty party, AuditTrail audit, ApplicationEventPublisher events) {
    this.store = store;
    this.party = party;
    this.audit = audit;
    this.events = events;
  }

  /** Whose passkey is meant, which is locked from here on. */
  Ceremony judge(
      TenantId tenant, Optional<JdbcPasskeys.Owned> owned, Assertion answer, Secret challenge) {
    Optional<PublicKey> key = owned.flatMap(found -> store.lock(found.factor()));
    Ceremony judged = party.verify(answer, key.orElseGet(() -> party.decoy(answer)), challenge);
    if (owned.isEmpty() || key.isEmpty() || isOfAnother(owned.get().user(), answer)) {
      return judged instanceof Ceremony.Accepted ? refused() : judged;
    }
    FactorId factor = owned.get().factor();
    switch (judged) {
      case Ceremony.Accepted(PublicKey seen) -> store.update(factor, seen);
      case Ceremony.Refused(Fault fault) when fault == Fault.COUNTER ->
          tellOfCopy(tenant, owned.get());
      case Ceremony.Refused _ -> {
        // Whoever asked notes it.
      }
    }
    return judged;
  }

  private static boolean isOfAnother(UserId user, Assertion answer) {
    return answer.userHandle() != null
        && !MessageDigest.isEqual(answer.userHandle(), Passkeys.handle(user));
  }

  private static Ceremony refused() {
    return new Ceremony.Refused(Fault.SIGNATURE);
  }

  private void tellOfCopy(TenantId tenant, JdbcPasskeys.Owned owned) {
    audit.record(
        Happening.about(tenant, AuditEventType.PASSKEY_COUNTER_WENT_BACK, owned.user())
            .with(Map.of("factor", owned.factor().text())));
    events.publishEvent(new PasskeyCopySuspected(tenant, owned.user(), owned.factor()));
  }
}
