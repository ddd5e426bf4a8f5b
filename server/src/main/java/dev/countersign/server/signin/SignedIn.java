package dev.countersign.server.signin;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.tokens.IssuedTokens;
import dev.countersign.server.users.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is in, with the session that lasts and what proves it.
 *
 * @param factorBefore when they have to have set up a second factor; absent where nobody asks
 */
public record SignedIn(User user, Session session, Proof proof, @Nullable Instant factorBefore) {
  /** What its holder shows from now on. */
  public sealed interface Proof {
    record Tokens(IssuedTokens issued) implements Proof {}

    /** The value of a browser's cookie. */
    record Cookie(Secret value) implements Proof {}
  }

  SignedIn(User user, Session session, IssuedTokens tokens) {
    this(user, session, new Proof.Tokens(tokens), null);
  }

  /** The same, reminded. */
  SignedIn reminded(@Nullable Instant before) {
    return new SignedIn(user, session, proof, before);
  }

  /** The tokens of a sign-in that has them. */
  public IssuedTokens tokens() {
    if (proof instanceof Proof.Tokens(IssuedTokens issued)) {
      return issued;
    }
    throw new IllegalStateException("a browser's sign-in has no tokens");
  }

  /** The cookie's value of a sign-in that has one. */
  public Secret cookie() {
    if (proof instanceof Proof.Cookie(Secret value)) {
      return value;
    }
    throw new IllegalStateException("a sign-in with tokens has no cookie");
  }

  /** The same as the API tells it. */
  public TokenAnswer answer() {
    IssuedTokens tokens = tokens();
    return new TokenAnswer(
        tokens.access().reveal(),
        tokens.refresh().reveal(),
        "Bearer",
        tokens.expiresIn().toSeconds(),
        user.view(),
        factorBefore);
  }
}
