package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Sets a new password: {@code POST /v1/auth/password/reset}.
 *
 * @param token from the link
 * @param newPassword the password from now on
 */
public record ResetPasswordRequest(String token, @JsonProperty("new_password") String newPassword) {
  @Override
  public String toString() {
    return "ResetPasswordRequest[REDACTED]";
  }
}
