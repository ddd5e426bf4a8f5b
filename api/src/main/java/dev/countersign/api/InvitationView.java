package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * An invitation, as administrators see it. Its token is in the message alone.
 *
 * @param id the invitation's id {@code inv_…}
 * @param email whom it is for
 * @param role what they are to be
 * @param status {@code open}, {@code used}, {@code revoked} or {@code expired}
 * @param createdAt when it was sent
 * @param expiresAt until when it can be used
 */
public record InvitationView(
    String id,
    String email,
    String role,
    String status,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("expires_at") Instant expiresAt) {}
