package dev.countersign.server.tokens;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How and when the person behind a token was authenticated, as the token tells it.
 *
 * @param acr how sure it is ({@code acr}, RFC 9068 §2.2.1)
 * @param amr by what ({@code amr}, RFC 8176)
 * @param at when ({@code auth_time})
 */
public record AuthenticationContext(String acr, List<String> amr, Instant at) {
  private static final String PASSWORD = "urn:countersign:acr:password";
  private static final String FACTOR = "urn:countersign:acr:mfa";

  public AuthenticationContext {
    amr = List.copyOf(amr);
  }

  /** By a password alone. */
  public static AuthenticationContext password(Instant at) {
    return new AuthenticationContext(PASSWORD, List.of("pwd"), at);
  }

  /**
   * By a passkey alone, which verified its user.
   *
   * @param key what it is called: {@code hwk} or {@code swk}
   * @param later the factor that was proved last; absent where it was the passkey
   */
  public static AuthenticationContext passkey(String key, @Nullable String later, Instant at) {
    return new AuthenticationContext(
        FACTOR,
        later == null ? List.of(key, "user", "mfa") : List.of(key, "user", later, "mfa"),
        at);
  }

  /** By a password and, the last time, a factor of this kind. */
  public static AuthenticationContext factor(String methodReference, Instant at) {
    return new AuthenticationContext(FACTOR, List.of("pwd", methodReference, "mfa"), at);
  }
}
