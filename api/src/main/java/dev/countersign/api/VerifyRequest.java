package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Proves an address: {@code POST /v1/auth/verify}, with the token of the link and the password
 * chosen at registration, or with the code and the registration it is for.
 *
 * @param token from the link
 * @param password as chosen at registration; with the token only. Anybody can register an address,
 *     and whoever reads it must not open that account for them by following a link
 * @param registrationId as the registration was answered
 * @param code the six digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerifyRequest(
    @Nullable String token,
    @Nullable String password,
    @JsonProperty("registration_id") @Nullable String registrationId,
    @Nullable String code) {

  /** By the link's token. */
  public static VerifyRequest ofToken(String token, String password) {
    return new VerifyRequest(token, password, null, null);
  }

  /** By the code. */
  public static VerifyRequest ofCode(String registrationId, String code) {
    return new VerifyRequest(null, null, registrationId, code);
  }

  @Override
  public String toString() {
    return "VerifyRequest[registrationId=%s, [REDACTED]]".formatted(registrationId);
  }
}
