package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.factors.FactorProofs;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.SessionActivity;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.tokens.AuthenticationContext;
import dev.countersign.server.tokens.IssuedTokens;
import dev.countersign.server.tokens.RefreshTokenReused;
import dev.countersign.server.tokens.Renewal;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.tokens.TokenCheck;
import dev.countersign.server.tokens.TokenKind;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.tokens.VerifiedToken;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Exchanges a refresh token for new tokens of the same session, once. */
final class Refreshing {
  private final TenantGate tenants;
  private final Tokens tokens;
  private final Sessions sessions;
  private final SessionActivity activity;
  private final Revocations revocations;
  private final Users users;
  private final FactorProofs proofs;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  Refreshing(
      TenantGate tenants,
      Tokens tokens,
      Sessions sessions,
      SessionActivity activity,
      Revocations revocations,
      Users users,
      FactorProofs proofs,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.tenants = tenants;
    this.tokens = tokens;
    this.sessions = sessions;
    this.activity = activity;
    this.revocations = revocations;
    this.users = users;
    this.proofs = proofs;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
  }

  /** What refreshing came to. */
  sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** The token is good for nothing, or not any more. */
    record Refused() implements Outcome {}

    /** It came from another device than its session began on, which has ended the session. */
    record OtherDevice() implements Outcome {}
  }

  /** Not to be called inside a transaction. */
  Outcome refresh(Secret refreshToken) {
    return refresh(refreshToken, null);
  }

  /** The same for a client that wants its tokens signed in its own way. */
  Outcome refresh(Secret refreshToken, @Nullable TokenAlgorithm algorithm) {
    return switch (tokens.check(TokenKind.REFRESH, refreshToken)) {
      case TokenCheck.Refused _, TokenCheck.ValidClient _ -> new Outcome.Refused();
      case TokenCheck.Valid(VerifiedToken token) ->
          tenants.admits(token.tenant())
              ? transactions.in(token.tenant(), () -> exchange(token, algorithm))
              : new Outcome.Refused();
    };
  }

  // People are locked before sessions, here as in a payment, so that the two never wait in a ring.
  private Outcome exchange(VerifiedToken token, @Nullable TokenAlgorithm algorithm) {
    Users.Standing standing = users.lockStanding(List.of(token.user())).get(token.user());
    if (!sessions.checkDevice(token.session(), Device.current())) {
      refuse(token, "device_mismatch");
      return new Outcome.OtherDevice();
    }
    Optional<Session> session = sessions.lockAlone(token.session());
    Optional<User> user = users.find(token.tenant(), token.user());
    if (standing == null || !standing.isActive() || session.isEmpty() || user.isEmpty()) {
      return refuse(token, "session_ended");
    }
    if (!revocations.amongLocked(List.of(token.tenant()), token.revocable()).isEmpty()) {
      return refuse(token, "revoked");
    }
    Tokens.Grant grant =
        Entrance.grant(user.get(), session.get(), authentication(session.get()), algorithm);
    return switch (tokens.renew(token, Device.current().label(), grant)) {
      case Renewal.Renewed(IssuedTokens pair) -> {
        activity.note(token.tenant(), token.session());
        audit.record(happening(token, AuditEventType.TOKEN_REFRESHED));
        yield new Outcome.Done(new SignedIn(user.get(), session.get(), pair));
      }
      case Renewal.Repeated(IssuedTokens pair) ->
          new Outcome.Done(new SignedIn(user.get(), session.get(), pair));
      case Renewal.Reused _ -> end(token);
      case Renewal.Unknown _ -> refuse(token, "unknown");
    };
  }

  private AuthenticationContext authentication(Session session) {
    return proofs
        .find(session.tenant(), session.id())
        .map(Entrance::authentication)
        .orElseGet(() -> AuthenticationContext.password(session.createdAt()));
  }

  // Whoever came second may be the owner or a thief: nobody keeps it (RFC 9700 §4.14.2).
  private Outcome end(VerifiedToken token) {
    sessions.end(token.session(), EndReason.REFRESH_TOKEN_REUSED);
    audit.record(happening(token, AuditEventType.REFRESH_REUSED));
    events.publishEvent(new RefreshTokenReused(token.tenant(), token.user(), token.session()));
    return new Outcome.Refused();
  }

  private Outcome refuse(VerifiedToken token, String reason) {
    audit.record(happening(token, AuditEventType.REFRESH_REFUSED).with(Map.of("reason", reason)));
    return new Outcome.Refused();
  }

  private static AuditEvent happening(VerifiedToken token, AuditEventType type) {
    return Happening.about(token.tenant(), type, token.user())
        .by(token.user().value(), token.session());
  }
}
