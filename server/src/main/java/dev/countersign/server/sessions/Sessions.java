package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Starts and ends sessions, and answers, under lock, which are active. All of it happens in the
 * caller's transaction. Thread-safe.
 */
public final class Sessions {
  private final JdbcSessions store;
  private final EndedSessions ended;
  private final InstantSource clock;
  private final IdGenerator ids;

  Sessions(JdbcSessions store, EndedSessions ended, InstantSource clock, IdGenerator ids) {
    this.store = store;
    this.ended = ended;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Begins a session. The caller holds the person's row locked, so nobody disables them meanwhile.
   */
  public Session start(TenantId tenant, UserId user, Duration life) {
    Instant now = StoredTime.now(clock);
    Session session = new Session(new SessionId(ids.next()), tenant, user, now, now.plus(life));
    store.insert(session);
    return session;
  }

  /**
   * Ends a session; false where it had ended already. It is refused everywhere from the commit on.
   */
  public boolean end(SessionId session, EndReason reason) {
    Instant now = StoredTime.now(clock);
    boolean ends = store.end(session, reason, now);
    if (ends) {
      afterCommit(List.of(session), now);
    }
    return ends;
  }

  /** Ends all sessions of a person, and names them. */
  public List<SessionId> endAllOf(UserId user, EndReason reason) {
    Instant now = StoredTime.now(clock);
    List<SessionId> ends = store.endAllOf(user, reason, now);
    afterCommit(ends, now);
    return ends;
  }

  /**
   * Which of these sessions are active, with their rows locked in share mode until the caller's
   * transaction ends: whoever ends one of them waits for that, or has been seen.
   */
  public Set<SessionId> lockActive(Collection<SessionId> sessions) {
    return sessions.isEmpty() ? Set.of() : store.lockActive(sessions, clock.instant());
  }

  /** An active session, locked likewise. */
  public Optional<Session> lockActive(SessionId session) {
    return store.lockActive(session, clock.instant());
  }

  private void afterCommit(Collection<SessionId> ends, Instant at) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            ends.forEach(session -> ended.add(session, at));
          }
        });
  }
}
