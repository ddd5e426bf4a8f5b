package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks to set up a second factor: {@code POST /v1/mfa/methods}.
 *
 * @param type {@code totp}, {@code sms} or {@code email}
 * @param name what to call it
 * @param digits of an authenticator app's code: 6 to 8, usually 6
 * @param period seconds that a code is shown: 15 to 60, usually 30
 * @param algorithm {@code SHA1}, {@code SHA256} or {@code SHA512}; usually the first
 * @param phone the number of a telephone, such as {@code +420601234567}
 * @param enrolmentToken of a sign-in that was answered with {@code mfa_enrolment_required}; absent
 *     for somebody signed in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorSetupRequest(
    String type,
    @Nullable String name,
    @Nullable Integer digits,
    @Nullable Integer period,
    @Nullable String algorithm,
    @Nullable String phone,
    @JsonProperty("enrolment_token") @Nullable String enrolmentToken) {
  @Override
  public String toString() {
    return "FactorSetupRequest[type=" + type + "]";
  }
}
