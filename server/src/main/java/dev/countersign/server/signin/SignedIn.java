package dev.countersign.server.signin;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.tokens.IssuedTokens;
import dev.countersign.server.users.User;

/** Somebody who is in, with the session that lasts and the tokens that prove it. */
public record SignedIn(User user, Session session, IssuedTokens tokens) {
  /** The same as the API tells it. */
  public TokenAnswer answer() {
    return new TokenAnswer(
        tokens.access().reveal(),
        tokens.refresh().reveal(),
        "Bearer",
        tokens.expiresIn().toSeconds(),
        user.view());
  }
}
