package dev.countersign.server.signin;

import dev.countersign.server.factors.FactorProof;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.Lifetime;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.AuthenticationContext;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.tokens.TokenPolicy;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.User;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets somebody in whose identity is established: a session and the first tokens of it. */
public final class Entrance {
  private final Sessions sessions;
  private final Tokens tokens;
  private final FamiliarPlaces places;

  Entrance(Sessions sessions, Tokens tokens, FamiliarPlaces places) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.places = places;
  }

  /** Opens a session, in the caller's transaction, which holds the person's row. */
  public SignedIn open(User user) {
    return open(user, null);
  }

  /** The same for a client that wants its tokens signed in its own way. */
  SignedIn open(User user, @Nullable TokenAlgorithm algorithm) {
    return open(user, algorithm, AuthenticationContext::password);
  }

  /**
   * The same for somebody who has just proved a factor.
   *
   * @param factor what a token calls it (RFC 8176)
   */
  SignedIn open(User user, @Nullable TokenAlgorithm algorithm, @Nullable String factor) {
    return open(
        user,
        algorithm,
        at ->
            factor == null
                ? AuthenticationContext.password(at)
                : AuthenticationContext.factor(factor, at));
  }

  /** The same for somebody who was let in by a passkey alone, named as a token names it. */
  SignedIn openByKey(User user, @Nullable TokenAlgorithm algorithm, String key) {
    return open(user, algorithm, at -> AuthenticationContext.passkey(key, null, at));
  }

  private SignedIn open(
      User user,
      @Nullable TokenAlgorithm algorithm,
      Function<Instant, AuthenticationContext> authentication) {
    TokenPolicy policy = tokens.policy(user.tenant());
    Session session =
        sessions.start(
            user.tenant(),
            user.id(),
            new Lifetime(policy.refreshLife(), policy.refreshIdle()),
            Device.current());
    places.remember(user.tenant(), user.id());
    AuthenticationContext context = authentication.apply(session.createdAt());
    return new SignedIn(user, session, tokens.issue(grant(user, session, context, algorithm)));
  }

  /** How a session was authenticated in which a factor was proved. */
  static AuthenticationContext authentication(FactorProof proof) {
    String factor = proof.type().methodReference();
    return proof.keyAlone() == null
        ? AuthenticationContext.factor(factor, proof.at())
        : AuthenticationContext.passkey(
            proof.keyAlone(), proof.type() == FactorType.PASSKEY ? null : factor, proof.at());
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
        user.access(),
        session.expiresAt(),
        authentication,
        algorithm);
  }
}
