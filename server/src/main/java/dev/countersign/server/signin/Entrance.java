package dev.countersign.server.signin;

import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.Lifetime;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.AuthenticationContext;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.tokens.TokenPolicy;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.User;
import org.jspecify.annotations.Nullable;

/** Lets somebody in whose identity is established: a session and the first tokens of it. */
public final class Entrance {
  private final Sessions sessions;
  private final Tokens tokens;

  Entrance(Sessions sessions, Tokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** Opens a session, in the caller's transaction, which holds the person's row. */
  public SignedIn open(User user) {
    return open(user, null);
  }

  /** The same for a client that wants its tokens signed in its own way. */
  SignedIn open(User user, @Nullable TokenAlgorithm algorithm) {
    return open(user, algorithm, null);
  }

  /**
   * The same for somebody who has just proved a factor.
   *
   * @param factor what a token calls it (RFC 8176)
   */
  SignedIn open(User user, @Nullable TokenAlgorithm algorithm, @Nullable String factor) {
    TokenPolicy policy = tokens.policy(user.tenant());
    Session session =
        sessions.start(
            user.tenant(),
            user.id(),
            new Lifetime(policy.refreshLife(), policy.refreshIdle()),
            Device.current());
    AuthenticationContext authentication =
        factor == null
            ? AuthenticationContext.password(session.createdAt())
            : AuthenticationContext.factor(factor, session.createdAt());
    return new SignedIn(
        user, session, tokens.issue(grant(user, session, authentication, algorithm)));
  }

  /** Whom tokens of a session are for. */
  static Tokens.Grant grant(
      User user,
      Session session,
      AuthenticationContext authentication,
      @Nullable TokenAlgorithm algorithm) {
    return new Tokens.Grant(
        user.tenant(),
        user.id(),
        session.id(),
        user.role(),
        session.expiresAt(),
        authentication,
        algorithm);
  }
}
