package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key, as its owner and administrators see it. What is secret of it is not in here.
 *
 * @param keyId the key's id {@code key_…}
 * @param name for people to tell it by
 * @param keyPrefix how the key begins, to tell it by where it is used
 * @param scopes what it may do, as far as its owner may
 * @param userId its owner; absent for a key of the tenant
 * @param isServiceKey whether it belongs to the tenant
 * @param isActive whether it can be used
 * @param status {@code active}, {@code replaced} during the grace of a rotation, {@code expired} or
 *     {@code revoked}
 * @param allowedIps where it may be used from; anywhere where there are none
 * @param allowedOrigins the origins it may be used from; any where there are none
 * @param rateLimit how many requests it may make in a window
 * @param rateLimitWindow the window in seconds
 * @param createdAt when it was made
 * @param expiresAt until when it can be used, whatever comes
 * @param endsAt when the grace of its rotation ends, where it was rotated
 * @param rotateBy until when it should be rotated, once that comes near
 * @param lastUsed when it was last used; a second behind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyView(
    @JsonProperty("key_id") String keyId,
    String name,
    @JsonProperty("key_prefix") String keyPrefix,
    List<String> scopes,
    @JsonProperty("user_id") @Nullable String userId,
    @JsonProperty("is_service_key") boolean isServiceKey,
    @JsonProperty("is_active") boolean isActive,
    String status,
    @JsonProperty("allowed_ips") List<String> allowedIps,
    @JsonProperty("allowed_origins") List<String> allowedOrigins,
    @JsonProperty("rate_limit") int rateLimit,
    @JsonProperty("rate_limit_window") int rateLimitWindow,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("ends_at") @Nullable Instant endsAt,
    @JsonProperty("rotate_by") @Nullable Instant rotateBy,
    @JsonProperty("last_used") @Nullable Instant lastUsed) {
  public ApiKeyView {
    scopes = List.copyOf(scopes);
    allowedIps = List.copyOf(allowedIps);
    allowedOrigins = List.copyOf(allowedOrigins);
  }
}
