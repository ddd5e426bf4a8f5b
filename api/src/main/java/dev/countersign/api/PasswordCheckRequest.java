package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a password is: {@code POST /v1/auth/password/check}.
 *
 * @param username what its owner is known by, where that matters
 * @param email likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordCheckRequest(
    String password, @Nullable String username, @Nullable String email) {
  @Override
  public String toString() {
    return "PasswordCheckRequest[password=[REDACTED]]";
  }
}
