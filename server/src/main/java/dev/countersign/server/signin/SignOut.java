package dev.countersign.server.signin;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Sessions;

/** Ends the caller's session: its tokens, of either kind, are refused from the commit on. */
public final class SignOut {
  private final Sessions sessions;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  SignOut(Sessions sessions, TenantTransactions transactions, AuditTrail audit) {
    this.sessions = sessions;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** Ending twice is ending once. */
  public void signOut(Caller caller) {
    transactions.run(
        caller.tenant(),
        () -> {
          if (sessions.end(caller.signIn(), EndReason.LOGOUT)) {
            audit.record(
                Happening.about(caller.tenant(), AuditEventType.LOGOUT, caller.person())
                    .by(caller));
          }
        });
  }
}
