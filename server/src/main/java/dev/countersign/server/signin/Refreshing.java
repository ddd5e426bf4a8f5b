package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.TokenCheck;
import dev.countersign.server.tokens.TokenKind;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.tokens.VerifiedToken;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exchanges a refresh token for new tokens of the same session, once. */
final class Refreshing {
  private final Tokens tokens;
  private final Sessions sessions;
  private final Users users;
  private final Entrance entrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  Refreshing(
      Tokens tokens,
      Sessions sessions,
      Users users,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.users = users;
    this.entrance = entrance;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** The new tokens; empty where the old one is good for nothing. Not inside a transaction. */
  Optional<SignedIn> refresh(Secret refreshToken) {
    return switch (tokens.check(TokenKind.REFRESH, refreshToken)) {
      case TokenCheck.Refused _ -> Optional.empty();
      case TokenCheck.Valid(VerifiedToken token) ->
          transactions.in(token.tenant(), () -> exchange(token));
    };
  }

  // People are locked before sessions, here as in a payment, so that the two never wait in a ring.
  private Optional<SignedIn> exchange(VerifiedToken token) {
    Users.Standing standing = users.lockStanding(List.of(token.user())).get(token.user());
    Optional<Session> session = sessions.lockActive(token.session());
    Optional<User> user = users.find(token.tenant(), token.user());
    if (standing == null || !standing.isActive() || session.isEmpty() || user.isEmpty()) {
      return refuse(token, "session_ended");
    }
    if (!tokens.spend(token)) {
      return refuse(token, "used_before");
    }
    SignedIn renewed =
        new SignedIn(user.get(), session.get(), entrance.issue(user.get(), session.get()));
    audit.record(
        Happening.about(token.tenant(), AuditEventType.TOKEN_REFRESHED, token.user())
            .by(token.user().value(), token.session()));
    return Optional.of(renewed);
  }

  private Optional<SignedIn> refuse(VerifiedToken token, String reason) {
    audit.record(
        Happening.about(token.tenant(), AuditEventType.REFRESH_REFUSED, token.user())
            .by(token.user().value(), token.session())
            .with(Map.of("reason", reason)));
    return Optional.empty();
  }
}
