package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second factor is asked for.
 *
 * @param challengeId what to send back with the code
 * @param method the factor that is asked for
 * @param expiresIn seconds in which the code has to come
 * @param triesLeft how many codes may be wrong
 * @param methods what else there is to choose from
 * @param publicKey for {@code navigator.credentials.get}; absent unless a passkey is asked for
 * @param mfaToken what begins another challenge of the same sign-in; absent in a session
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MfaChallenge(
    @JsonProperty("challenge_id") String challengeId,
    FactorView method,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("tries_left") int triesLeft,
    List<FactorView> methods,
    @JsonProperty("public_key") @Nullable PasskeyRequestOptions publicKey,
    @JsonProperty("mfa_token") @Nullable String mfaToken) {
  public MfaChallenge {
    methods = List.copyOf(methods);
  }

  @Override
  public String toString() {
    return "MfaChallenge[method=" + method.methodId() + "]";
  }
}
