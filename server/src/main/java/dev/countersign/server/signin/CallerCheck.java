package dev.countersign.server.signin;

import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.EndedSessions;
import dev.countersign.server.tokens.TokenCheck;
import dev.countersign.server.tokens.TokenKind;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.tokens.VerifiedToken;

/** Who bears an access token: the token is checked, and that its session lasts. */
public final class CallerCheck {
  private final Tokens tokens;
  private final EndedSessions ended;

  CallerCheck(Tokens tokens, EndedSessions ended) {
    this.tokens = tokens;
    this.ended = ended;
  }

  /** What the check came to. */
  public sealed interface Outcome {
    record Known(Caller caller) implements Outcome {}

    /** The token is malformed, expired, or of a session that has ended. */
    record Refused() implements Outcome {}

    /** Whether the session lasts is not known at the moment. */
    record Unavailable() implements Outcome {}
  }

  /** Not to be called inside a transaction. */
  public Outcome check(Secret accessToken) {
    return switch (tokens.check(TokenKind.ACCESS, accessToken)) {
      case TokenCheck.Refused _ -> new Outcome.Refused();
      case TokenCheck.Valid(VerifiedToken token) ->
          switch (ended.ask(token.session())) {
            case LASTS ->
                new Outcome.Known(
                    new Caller(token.tenant(), token.user(), token.session(), token.role()));
            case ENDED -> new Outcome.Refused();
            case UNKNOWN -> new Outcome.Unavailable();
          };
    };
  }
}
