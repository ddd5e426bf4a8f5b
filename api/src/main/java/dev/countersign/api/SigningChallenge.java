package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second factor is asked for, for one payment.
 *
 * @param challengeId what to send back with the code
 * @param text exactly what is signed, as it is also in the message with the code
 * @param digest SHA-256 of it; the code is good for that alone
 * @param method the factor that is asked for
 * @param methods what else there is to choose from
 * @param expiresIn seconds in which the code has to come
 * @param triesLeft how many codes may be wrong
 * @param publicKey for {@code navigator.credentials.get}; absent unless a passkey is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningChallenge(
    @JsonProperty("challenge_id") String challengeId,
    String text,
    String digest,
    FactorView method,
    List<FactorView> methods,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("tries_left") int triesLeft,
    @JsonProperty("public_key") @Nullable PasskeyRequestOptions publicKey) {
  public SigningChallenge {
    methods = List.copyOf(methods);
  }

  @Override
  public String toString() {
    return "SigningChallenge[method=" + method.methodId() + "]";
  }
}
