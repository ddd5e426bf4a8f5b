package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose accounts they are, as known at most a few minutes ago.
 *
 * @param id the person's id {@code usr_…}
 * @param email the address; absent once the person is forgotten
 * @param username the other name, if there is one
 * @param createdAt when they registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountHolder(
    String id,
    @Nullable String email,
    @Nullable String username,
    @JsonProperty("created_at") Instant createdAt) {}
