package dev.countersign.server.credentials;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of passwords that could be short because a second factor stood beside them (NIST SP
 * 800-63B-4 §3.1.1.2), once none does any more: at the next sign-in they let their owner in only to
 * choose a longer one. So nobody is kept from removing a factor, lost ones included, and nobody
 * goes on with a short password alone. Works in the caller's transaction.
 */
public final class ShortPasswords {
  private final JdbcPasswords store;
  private final AuditTrail audit;

  ShortPasswords(JdbcPasswords store, AuditTrail audit) {
    this.store = store;
    this.audit = audit;
  }

  /** The same for a command, in the transactions of this client's source. */
  public static ShortPasswords ofCommand(JdbcClient jdbc, AuditTrail audit) {
    return new ShortPasswords(new JdbcPasswords(jdbc), audit);
  }

  /** Somebody has no second factor any more. */
  public void factorLost(TenantId tenant, UserId user) {
    // First, so that one that is being chosen now is seen, or sees that the factor is gone.
    store.lock(user);
    if (store.demandChangeBesideFactor(user)) {
      audit.record(
          Happening.about(tenant, AuditEventType.PASSWORD_CHANGE_DEMANDED, user)
              .with(Map.of("reason", ChangeReason.FACTOR_LOST.wireName())));
    }
  }
}
