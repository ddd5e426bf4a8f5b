package dev.countersign.server.sessions;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Map;

/** What somebody does with their own sessions. Not to be called inside a transaction. */
public final class OwnSessions {
  private final Sessions sessions;
  private final SessionEnds ends;
  private final TenantTransactions transactions;

  OwnSessions(Sessions sessions, SessionEnds ends, TenantTransactions transactions) {
    this.sessions = sessions;
    this.ends = ends;
    this.transactions = transactions;
  }

  /** The active ones, the newest first. */
  public List<ListedSession> list(Caller caller) {
    return transactions.in(caller.tenant(), () -> sessions.list(caller.tenant(), caller.person()));
  }

  /** Ends one of the caller's; false where it is nobody's, somebody else's or ended already. */
  public boolean end(Caller caller, SessionId session) {
    return transactions.in(
        caller.tenant(),
        () -> {
          boolean ended = sessions.end(caller.person(), session, EndReason.ENDED_BY_OWNER);
          if (ended) {
            ends.tell(
                AuditEventType.SESSION_ENDED,
                caller,
                caller.person(),
                Map.of("session", session.text(), "reason", EndReason.ENDED_BY_OWNER.wireName()),
                Map.of());
          }
          return ended;
        });
  }

  /** Ends all of the caller's, or all but the one that asks, and says how many. */
  public int endAll(Caller caller, boolean exceptCurrent) {
    return transactions.in(
        caller.tenant(),
        () -> {
          int ended =
              sessions
                  .endOthersOf(
                      caller.person(),
                      exceptCurrent ? caller.session() : null,
                      EndReason.ENDED_BY_OWNER)
                  .size();
          if (ended > 0) {
            ends.tell(
                AuditEventType.SESSIONS_ENDED,
                caller,
                caller.person(),
                Map.of("sessions_ended", ended, "reason", EndReason.ENDED_BY_OWNER.wireName()),
                Map.of());
          }
          return ended;
        });
  }
}
