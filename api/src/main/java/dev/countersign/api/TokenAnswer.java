package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a new or refreshed sign-in.
 *
 * @param accessToken for the {@code Authorization} header, until it expires
 * @param refreshToken for new tokens; good once
 * @param tokenType {@code Bearer}
 * @param expiresIn seconds until the access token expires
 * @param user who signed in
 * @param mfaRequiredBefore a reminder: when a second factor has to be set up, with {@code POST
 *     /v1/mfa/methods}; absent where there is one, or none is needed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("refresh_token") String refreshToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    UserView user,
    @JsonProperty("mfa_required_before") @Nullable Instant mfaRequiredBefore) {
  /** An answer without a reminder. */
  public TokenAnswer(
      String accessToken, String refreshToken, String tokenType, long expiresIn, UserView user) {
    this(accessToken, refreshToken, tokenType, expiresIn, user, null);
  }

  @Override
  public String toString() {
    return "TokenAnswer[accessToken=[REDACTED], refreshToken=[REDACTED], tokenType=%s, expiresIn=%d, user=%s]"
        .formatted(tokenType, expiresIn, user);
  }
}
