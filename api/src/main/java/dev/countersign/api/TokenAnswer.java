package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Tokens of a new or refreshed sign-in.
 *
 * @param accessToken for the {@code Authorization} header, until it expires
 * @param refreshToken for new tokens; good once
 * @param tokenType {@code Bearer}
 * @param expiresIn seconds until the access token expires
 * @param user who signed in
 */
public record TokenAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("refresh_token") String refreshToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    UserView user) {
  @Override
  public String toString() {
    return "TokenAnswer[accessToken=[REDACTED], refreshToken=[REDACTED], tokenType=%s, expiresIn=%d, user=%s]"
        .formatted(tokenType, expiresIn, user);
  }
}
