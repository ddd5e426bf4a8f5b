package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Proves a second factor: {@code POST /v1/auth/mfa/verify}.
 *
 * @param challengeId what was asked
 * @param code the code
 * @param trustDevice whether this device need not prove a factor for a while; at sign-in only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MfaVerifyRequest(
    @JsonProperty("challenge_id") String challengeId,
    String code,
    @JsonProperty("trust_device") @Nullable Boolean trustDevice) {
  @Override
  public String toString() {
    return "MfaVerifyRequest[]";
  }
}
