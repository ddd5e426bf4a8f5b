package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account of one's own: {@code POST /v1/auth/register}.
 *
 * @param email the address, by which the person signs in and is paid
 * @param password at least 15 characters
 * @param username another name to sign in with and be paid by, if wanted
 * @param invitation the token of an invitation sent to the address, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegisterRequest(
    String email, String password, @Nullable String username, @Nullable String invitation) {

  /** A request of somebody whom nobody invited. */
  public RegisterRequest(String email, String password, @Nullable String username) {
    this(email, password, username, null);
  }

  @Override
  public String toString() {
    return "RegisterRequest[email=%s, password=[REDACTED], username=%s]".formatted(email, username);
  }
}
