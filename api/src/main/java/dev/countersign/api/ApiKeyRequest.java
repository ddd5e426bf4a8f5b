package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to make: {@code POST /v1/api-keys}.
 *
 * @param name for people to tell it by, at most 100 characters
 * @param scopes what it may do, none of it more than its maker; {@code read} where left out
 * @param expiresInDays how long it lasts, 1 to 365 days; 90 where left out
 * @param allowedIps addresses and networks (CIDR) it may be used from; any where left out
 * @param allowedOrigins origins it may be used from, such as {@code https://app.example.org}; any,
 *     and none at all, where left out
 * @param rateLimit how many requests it may make in a window, 100 to 10000; 1000 where left out
 * @param rateLimitWindow the window in seconds, 60 to 86400; 3600 where left out
 * @param isServiceKey whether it belongs to the tenant instead of to its maker
 */
public record ApiKeyRequest(
    String name,
    @Nullable List<String> scopes,
    @JsonProperty("expires_in_days") @Nullable Integer expiresInDays,
    @JsonProperty("allowed_ips") @Nullable List<String> allowedIps,
    @JsonProperty("allowed_origins") @Nullable List<String> allowedOrigins,
    @JsonProperty("rate_limit") @Nullable Integer rateLimit,
    @JsonProperty("rate_limit_window") @Nullable Integer rateLimitWindow,
    @JsonProperty("is_service_key") @Nullable Boolean isServiceKey) {
  public ApiKeyRequest {
    scopes = scopes == null ? null : Copies.of(scopes);
    allowedIps = allowedIps == null ? null : Copies.of(allowedIps);
    allowedOrigins = allowedOrigins == null ? null : Copies.of(allowedOrigins);
  }
}
