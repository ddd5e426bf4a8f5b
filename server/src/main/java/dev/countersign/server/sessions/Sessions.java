package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts and ends sessions, and answers, under lock, which are active. All of it happens in the
 * caller's transaction. Thread-safe.
 */
public final class Sessions {
  /** Longer than an access token or a console's cookie can speak for a session by itself. */
  private static final Duration REMEMBERED = Duration.ofHours(25);

  private final JdbcSessions store;
  private final Revocations revocations;
  private final InstantSource clock;
  private final IdGenerator ids;

  Sessions(JdbcSessions store, Revocations revocations, InstantSource clock, IdGenerator ids) {
    this.store = store;
    this.revocations = revocations;
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
    Optional<Session> ended = store.end(session, reason, now);
    ended.ifPresent(one -> revoke(List.of(one), reason, now));
    return ended.isPresent();
  }

  /** Ends all sessions of a person, and names them. */
  public List<SessionId> endAllOf(UserId user, EndReason reason) {
    Instant now = StoredTime.now(clock);
    List<Session> ended = store.endAllOf(user, reason, now);
    revoke(ended, reason, now);
    return ended.stream().map(Session::id).toList();
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

  // Postings lock the session's row itself, so there is no gate to close.
  private void revoke(List<Session> ended, EndReason reason, Instant now) {
    revocations.record(
        ended.stream()
            .map(session ->
                new Revocation(
                    session.id().value(),
                    session.tenant(),
                    Revocation.Kind.SESSION,
                    session.user(),
                    now,
                    now,
                    earlier(session.expiresAt(), now.plus(REMEMBERED)),
                    reason.wireName()))
            .toList());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
