package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A token by which somebody sees what another person sees.
 *
 * @param accessToken the token; it reads only, and cannot be renewed
 * @param tokenType {@code Bearer}
 * @param expiresAt when it ends
 * @param userId who is seen
 */
public record ImpersonationAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("user_id") String userId) {}
