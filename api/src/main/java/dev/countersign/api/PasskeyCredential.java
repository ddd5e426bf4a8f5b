package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticator answered, as a browser's {@code PublicKeyCredential.toJSON()} writes it:
 * bytes are in base64url, and the names are those of WebAuthn. What browsers add to it is ignored.
 *
 * @param id of the passkey
 * @param type {@code public-key}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasskeyCredential(String id, @Nullable String type, Response response) {
  /**
   * The part that the authenticator made.
   *
   * @param attestationObject of a new passkey
   * @param transports of a new passkey
   * @param authenticatorData of a passkey that was used
   * @param signature of a passkey that was used
   * @param userHandle of a passkey that was used: whose it is
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Response(
      String clientDataJSON,
      @Nullable String attestationObject,
      @Nullable List<String> transports,
      @Nullable String authenticatorData,
      @Nullable String signature,
      @Nullable String userHandle) {
    public Response {
      transports = transports == null ? null : List.copyOf(transports);
    }
  }

  @Override
  public String toString() {
    return "PasskeyCredential[id=" + id + "]";
  }
}
