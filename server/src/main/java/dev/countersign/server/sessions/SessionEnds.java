package dev.countersign.server.sessions;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Ends sessions in the store and in every node's view at once, and tells audit. */
final class SessionEnds {
  /** Longer than an access token or a look-up of a cookie can speak for a session by itself. */
  private static final Duration REMEMBERED = Duration.ofHours(25);

  private final JdbcSessions store;
  private final Revocations revocations;
  private final BrowserSessionLookup browsers;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  SessionEnds(
      JdbcSessions store,
      Revocations revocations,
      BrowserSessionLookup browsers,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.store = store;
    this.revocations = revocations;
    this.browsers = browsers;
    this.audit = audit;
    this.events = events;
  }

  void end(Collection<Session> sessions, EndReason reason, Instant now) {
    end(sessions, reason, now, now);
  }

  /** The caller holds the sessions' rows, so postings know, and there is no gate to close. */
  void end(Collection<Session> sessions, EndReason reason, Instant now, Instant at) {
    if (sessions.isEmpty()) {
      return;
    }
    store.end(sessions.stream().map(Session::id).toList(), reason, at);
    revocations.record(
        sessions.stream().map(session -> revocation(session, reason, now, at)).toList());
    sessions.stream()
        .collect(
            Collectors.groupingBy(
                Session::tenant,
                Collectors.mapping(session -> session.id().value(), Collectors.toList())))
        .forEach((tenant, ids) -> events.publishEvent(new SessionsEnded(tenant, ids, reason)));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            browsers.ended(sessions);
          }
        });
  }

  /** An event about a session, by its owner, with where the running request comes from. */
  void tell(AuditEventType type, Session session, Map<String, ?> facts) {
    audit.record(
        Happening.about(session.tenant(), type, session.user())
            .by(session.user().value(), session.id())
            .on("session", session.id().text())
            .with(facts));
  }

  /**
   * An event about somebody's sessions.
   *
   * @param person whose they are
   * @param personal what else is personal
   */
  void tell(
      AuditEventType type,
      Caller by,
      UserId person,
      Map<String, ?> facts,
      Map<String, String> personal) {
    audit.record(Happening.about(by.tenant(), type, person, personal).by(by).with(facts));
  }

  private static Revocation revocation(Session session, EndReason reason, Instant now, Instant at) {
    Instant remembered = at.plus(REMEMBERED);
    return new Revocation(
        session.id().value(),
        session.tenant(),
        Revocation.Kind.SESSION,
        session.user(),
        now,
        at,
        session.expiresAt().isBefore(remembered) ? session.expiresAt() : remembered,
        reason.wireName());
  }
}
