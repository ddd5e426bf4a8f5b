package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Movements outside and entries that are held to be the same.
 *
 * @param id the match's id {@code rcm_…}
 * @param rule {@code reference}, {@code date}, {@code sum} or {@code hand}
 * @param difference what the movements outside say less what the entries moved
 * @param undoneAt when it was taken back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationMatch(
    String id,
    String rule,
    @Nullable String reason,
    String difference,
    @JsonProperty("matched_at") Instant matchedAt,
    @JsonProperty("undone_at") @Nullable Instant undoneAt) {}
