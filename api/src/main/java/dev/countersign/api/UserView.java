package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person, as that person and administrators see them.
 *
 * @param id the person's id {@code usr_…}
 * @param email the address
 * @param username the other name, if there is one
 * @param role the role's name: {@code user} or {@code administrator}
 * @param tenantId the tenant the person belongs to
 * @param createdAt when they registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserView(
    String id,
    String email,
    @Nullable String username,
    String role,
    @JsonProperty("tenant_id") String tenantId,
    @JsonProperty("created_at") Instant createdAt) {}
