package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a factor works: {@code POST /v1/mfa/methods/{id}/verify}.
 *
 * @param code the code that it shows, or that was sent
 * @param challengeId of the code that was sent; absent for an authenticator app
 * @param enrolmentToken as it was set up with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorCodeRequest(
    String code,
    @JsonProperty("challenge_id") @Nullable String challengeId,
    @JsonProperty("enrolment_token") @Nullable String enrolmentToken) {
  @Override
  public String toString() {
    return "FactorCodeRequest[]";
  }
}
