package dev.countersign.server.impersonation;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.AuthenticationContext;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Lets support see what a person sees. The token reads only, is short, cannot be renewed, ends with
 * the session of whoever holds it and with their right to it, and names them; the person is told.
 * Thread-safe; not to be called inside a transaction.
 */
public final class Impersonations {
  /** How long one lasts. */
  public static final Duration LIFE = Duration.ofMinutes(15);

  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Impersonations(
      Users users,
      Sessions sessions,
      Tokens tokens,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.tokens = tokens;
    this.revocations = revocations;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** What became of a wish. */
  public sealed interface Outcome {
    record Begun(Secret token, Instant ends, UserId user) implements Outcome {}

    record NotFound() implements Outcome {}

    /** They may more than whoever wants to see, are disabled, or are the same person. */
    record NotThisPerson() implements Outcome {}

    /** Only somebody who signed in can. */
    record NoSession() implements Outcome {}
  }

  /** Begins to see what somebody sees. */
  public Outcome begin(Caller caller, UserId user, String reason) {
    if (!(caller.credential() instanceof Credential.Session(SessionId own))) {
      return new Outcome.NoSession();
    }
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<User> found = users.find(caller.tenant(), user);
          Optional<Session> session = sessions.find(own);
          if (found.isEmpty() || session.isEmpty()) {
            return new Outcome.NotFound();
          }
          if (!mayBeSeen(caller, found.get())) {
            return new Outcome.NotThisPerson();
          }
          return begin(caller, found.get(), session.get(), reason);
        });
  }

  /** Ends one before its time: its token is refused from the commit on. */
  public void end(Caller seeing) {
    if (!(seeing.credential() instanceof Credential.Impersonation)) {
      return;
    }
    UUID token = seeing.shown().getFirst();
    Instant now = StoredTime.now(clock);
    transactions.run(
        seeing.tenant(),
        () -> {
          revocations.revoke(
              List.of(
                  new Revocation(
                      token,
                      seeing.tenant(),
                      Revocation.Kind.ACCESS_TOKEN,
                      seeing.user(),
                      now,
                      now,
                      now.plus(LIFE),
                      "revoked by its holder")));
          audit.record(
              Happening.about(seeing.tenant(), AuditEventType.IMPERSONATION_ENDED, seeing.person())
                  .by(seeing));
        });
  }

  private boolean mayBeSeen(Caller caller, User user) {
    return !user.id().equals(caller.user())
        && user.status() == User.Status.ACTIVE
        && caller
            .permissions()
            .plus(Role.USER.permissions())
            .allow(user.access().at(clock.instant()));
  }

  private Outcome begin(Caller caller, User user, Session session, String reason) {
    Instant now = clock.instant();
    Secret token =
        tokens.impersonate(
            new Tokens.Grant(
                caller.tenant(),
                user.id(),
                session.id(),
                user.access(),
                session.expiresAt(),
                AuthenticationContext.password(session.createdAt()),
                null),
            caller.person(),
            LIFE);
    audit.record(
        Happening.about(
                caller.tenant(),
                AuditEventType.IMPERSONATION_BEGAN,
                user.id(),
                Map.of("reason", reason))
            .by(caller)
            .with(Map.of("minutes", LIFE.toMinutes())));
    events.publishEvent(new PersonImpersonated(caller.tenant(), user.id(), caller.person(), LIFE));
    return new Outcome.Begun(token, now.plus(LIFE), user.id());
  }
}
