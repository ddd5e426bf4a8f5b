package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A token of a client's own (RFC 6749 §5.1).
 *
 * @param accessToken for the {@code Authorization} header, until it expires
 * @param tokenType {@code Bearer}
 * @param expiresIn seconds until it expires
 * @param scope what it may do, separated by spaces
 */
public record ClientTokenAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    String scope) {
  @Override
  public String toString() {
    return "ClientTokenAnswer[accessToken=[REDACTED], tokenType=%s, expiresIn=%d, scope=%s]"
        .formatted(tokenType, expiresIn, scope);
  }
}
