package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Proves a second factor: {@code POST /v1/auth/mfa/verify}.
 *
 * @param challengeId what was asked
 * @param code the code; absent for a passkey
 * @param trustDevice whether this device need not prove a factor for a while; at sign-in only
 * @param credential what {@code navigator.credentials.get} answered; absent for a code
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MfaVerifyRequest(
    @JsonProperty("challenge_id") String challengeId,
    @Nullable String code,
    @JsonProperty("trust_device") @Nullable Boolean trustDevice,
    @Nullable PasskeyCredential credential) {
  /** With a code. */
  public MfaVerifyRequest(String challengeId, String code, @Nullable Boolean trustDevice) {
    this(challengeId, code, trustDevice, null);
  }

  @Override
  public String toString() {
    return "MfaVerifyRequest[]";
  }
}
