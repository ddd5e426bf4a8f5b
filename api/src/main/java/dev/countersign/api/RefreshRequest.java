package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Asks for new tokens in place of old ones: {@code POST /v1/auth/refresh}.
 *
 * @param refreshToken the latest one; it is refused from now on
 */
public record RefreshRequest(@JsonProperty("refresh_token") String refreshToken) {
  @Override
  public String toString() {
    return "RefreshRequest[refreshToken=[REDACTED]]";
  }
}
