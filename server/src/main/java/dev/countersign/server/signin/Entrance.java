package dev.countersign.server.signin;

import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.Lifetime;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.IssuedTokens;
import dev.countersign.server.tokens.TokenSettings;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.User;
import java.time.Duration;

/** Lets somebody in whose identity is established: a session and the first tokens of it. */
public final class Entrance {
  private static final Duration IDLE = Duration.ofDays(7);

  private final Sessions sessions;
  private final Tokens tokens;
  private final TokenSettings settings;

  Entrance(Sessions sessions, Tokens tokens, TokenSettings settings) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.settings = settings;
  }

  /** Opens a session, in the caller's transaction, which holds the person's row. */
  public SignedIn open(User user) {
    Session session =
        sessions.start(
            user.tenant(), user.id(), new Lifetime(settings.refreshLife(), IDLE), Device.current());
    return new SignedIn(user, session, issue(user, session));
  }

  /** Further tokens of a session, likewise. */
  IssuedTokens issue(User user, Session session) {
    return tokens.issue(
        new Tokens.Grant(user.tenant(), user.id(), session.id(), user.role(), session.expiresAt()));
  }
}
