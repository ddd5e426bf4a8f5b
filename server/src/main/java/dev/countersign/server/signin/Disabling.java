package dev.countersign.server.signin;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.AccessChanges;
import dev.countersign.server.users.Users;
import java.util.Map;

/**
 * Takes somebody's right to act, and ends all their sessions in the same commit; or gives it back.
 */
public final class Disabling {
  private final Users users;
  private final AccessChanges access;
  private final Sessions sessions;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  Disabling(
      Users users,
      AccessChanges access,
      Sessions sessions,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.access = access;
    this.sessions = sessions;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** False where there is nobody of that id to disable any more. */
  public boolean disable(Caller administrator, UserId user) {
    return transactions.in(
        administrator.tenant(),
        () -> {
          boolean disabled = users.disable(user);
          if (disabled) {
            access.renew(administrator.tenant(), user);
            int ended = sessions.endAllOf(user, EndReason.USER_DISABLED).size();
            audit.record(
                Happening.about(administrator.tenant(), AuditEventType.USER_DISABLED, user)
                    .by(administrator)
                    .with(Map.of("sessions_ended", ended)));
          }
          return disabled;
        });
  }

  /** Gives the right to act back; false where there is nobody of that id who lacks it. */
  public boolean enable(Caller administrator, UserId user) {
    return transactions.in(
        administrator.tenant(),
        () -> {
          boolean enabled = users.enable(user);
          if (enabled) {
            access.renew(administrator.tenant(), user);
            audit.record(
                Happening.about(administrator.tenant(), AuditEventType.USER_ENABLED, user)
                    .by(administrator));
          }
          return enabled;
        });
  }
}
