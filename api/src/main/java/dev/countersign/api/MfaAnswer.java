package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A second factor was proved. At sign-in it brings tokens; in a session it makes possible what
 * takes a fresh proof, and brings an access token that tells so; the refresh token stays as it is.
 *
 * @param accessToken as {@link TokenAnswer} has it; likewise the next four, of which in a session
 *     only the type and the life are there
 * @param deviceToken for {@code POST /v1/auth/login} from the same device, where it was to be
 *     trusted and the policy trusts devices
 * @param deviceExpiresIn seconds for which that is good
 * @param acr how sure it is now
 * @param authTime when the factor was proved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MfaAnswer(
    @JsonProperty("access_token") @Nullable String accessToken,
    @JsonProperty("refresh_token") @Nullable String refreshToken,
    @JsonProperty("token_type") @Nullable String tokenType,
    @JsonProperty("expires_in") @Nullable Long expiresIn,
    @Nullable UserView user,
    @JsonProperty("device_token") @Nullable String deviceToken,
    @JsonProperty("device_expires_in") @Nullable Long deviceExpiresIn,
    String acr,
    @JsonProperty("auth_time") Instant authTime) {
  /** The tokens, at sign-in. */
  @JsonIgnore
  public Optional<TokenAnswer> tokens() {
    return accessToken == null
            || refreshToken == null
            || tokenType == null
            || expiresIn == null
            || user == null
        ? Optional.empty()
        : Optional.of(new TokenAnswer(accessToken, refreshToken, tokenType, expiresIn, user));
  }

  @Override
  public String toString() {
    return "MfaAnswer[acr=" + acr + "]";
  }
}
