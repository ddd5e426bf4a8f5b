package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Adds a passkey: {@code POST /v1/mfa/passkeys}.
 *
 * @param credential what {@code navigator.credentials.create} answered
 * @param enrolmentToken as at the beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasskeyRegistration(
    PasskeyCredential credential,
    @JsonProperty("enrolment_token") @Nullable String enrolmentToken) {
  @Override
  public String toString() {
    return "PasskeyRegistration[]";
  }
}
