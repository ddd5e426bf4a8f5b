package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Proves an address: {@code POST /v1/auth/verify}, with the token of the link, or with the code and
 * the registration it is for.
 *
 * @param token from the link
 * @param registrationId as the registration was answered
 * @param code the six digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerifyRequest(
    @Nullable String token,
    @JsonProperty("registration_id") @Nullable String registrationId,
    @Nullable String code) {

  /** By the link's token. */
  public static VerifyRequest ofToken(String token) {
    return new VerifyRequest(token, null, null);
  }

  /** By the code. */
  public static VerifyRequest ofCode(String registrationId, String code) {
    return new VerifyRequest(null, registrationId, code);
  }

  @Override
  public String toString() {
    return "VerifyRequest[registrationId=%s, [REDACTED]]".formatted(registrationId);
  }
}
