package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to sign in, by address or by username: {@code POST /v1/auth/login}.
 *
 * @param email the address; absent where the username is given
 * @param username the username; absent where the address is given
 * @param deviceToken of a device that was trusted when a second factor was proved on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoginRequest(
    @Nullable String email,
    @Nullable String username,
    String password,
    @JsonProperty("device_token") @Nullable String deviceToken) {
  /** From a device that nobody trusts. */
  public LoginRequest(@Nullable String email, @Nullable String username, String password) {
    this(email, username, password, null);
  }

  public static LoginRequest byEmail(String email, String password) {
    return new LoginRequest(email, null, password);
  }

  public static LoginRequest byUsername(String username, String password) {
    return new LoginRequest(null, username, password);
  }

  @Override
  public String toString() {
    return "LoginRequest[email=%s, username=%s, password=[REDACTED]]".formatted(email, username);
  }
}
