package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be asked for a second factor: {@code POST /v1/auth/mfa/initiate}. By the token of a
 * sign-in that was answered with {@code mfa_required}, or by name and password at once; or, signed
 * in, with none of them, for what takes a fresh proof.
 *
 * @param mfaToken of a sign-in that waits for a factor
 * @param email the address; with the password
 * @param username the username, instead of the address
 * @param methodId the factor to be asked for; absent for the primary one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MfaInitiateRequest(
    @JsonProperty("mfa_token") @Nullable String mfaToken,
    @Nullable String email,
    @Nullable String username,
    @Nullable String password,
    @JsonProperty("method_id") @Nullable String methodId) {
  @Override
  public String toString() {
    return "MfaInitiateRequest[methodId=" + methodId + "]";
  }
}
