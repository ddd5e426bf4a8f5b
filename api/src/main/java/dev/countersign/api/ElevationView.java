package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role for a while.
 *
 * @param id its id {@code elv_…}
 * @param userId who asked for it
 * @param role the role's name
 * @param reason why
 * @param minutes for how long
 * @param status {@code pending}, {@code active}, {@code denied}, {@code lapsed}, {@code ended} or
 *     {@code revoked}
 * @param requestedAt when it was asked for
 * @param decidedBy who decided; absent where nobody has, or the policy
 * @param decidedAt when
 * @param endsAt when it ends by itself
 * @param endedAt when it was found to have ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElevationView(
    String id,
    @JsonProperty("user_id") String userId,
    String role,
    @Nullable String reason,
    int minutes,
    String status,
    @JsonProperty("requested_at") Instant requestedAt,
    @JsonProperty("decided_by") @Nullable String decidedBy,
    @JsonProperty("decided_at") @Nullable Instant decidedAt,
    @JsonProperty("ends_at") @Nullable Instant endsAt,
    @JsonProperty("ended_at") @Nullable Instant endedAt) {}
