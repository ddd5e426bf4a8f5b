package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Changes a password: {@code POST /v1/auth/password/change}.
 *
 * @param currentPassword the password so far, from somebody signed in
 * @param changeToken what a sign-in gave that was refused with {@code password_change_required},
 *     from somebody who is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordChangeRequest(
    @JsonProperty("current_password") @Nullable String currentPassword,
    @JsonProperty("change_token") @Nullable String changeToken,
    @JsonProperty("new_password") String newPassword) {
  public static PasswordChangeRequest byPassword(String currentPassword, String newPassword) {
    return new PasswordChangeRequest(currentPassword, null, newPassword);
  }

  public static PasswordChangeRequest byToken(String changeToken, String newPassword) {
    return new PasswordChangeRequest(null, changeToken, newPassword);
  }

  @Override
  public String toString() {
    return "PasswordChangeRequest[[REDACTED]]";
  }
}
