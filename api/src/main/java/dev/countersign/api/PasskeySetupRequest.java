package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to add a passkey: {@code POST /v1/mfa/passkeys/options}.
 *
 * @param name what to call it
 * @param enrolmentToken of a sign-in that was answered with {@code mfa_enrolment_required}; absent
 *     for somebody signed in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasskeySetupRequest(
    @Nullable String name, @JsonProperty("enrolment_token") @Nullable String enrolmentToken) {
  @Override
  public String toString() {
    return "PasskeySetupRequest[]";
  }
}
