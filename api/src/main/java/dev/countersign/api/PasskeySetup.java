package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey is being added.
 *
 * @param methodId the factor it becomes, {@code mfa_…}
 * @param publicKey for {@code navigator.credentials.create}
 * @param expiresIn seconds in which the answer has to come
 * @param recoveryCodes to be kept, with somebody's first factor; shown this once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasskeySetup(
    @JsonProperty("method_id") String methodId,
    @JsonProperty("public_key") PasskeyCreationOptions publicKey,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("recovery_codes") @Nullable List<String> recoveryCodes) {
  public PasskeySetup {
    recoveryCodes = recoveryCodes == null ? null : List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "PasskeySetup[methodId=" + methodId + "]";
  }
}
