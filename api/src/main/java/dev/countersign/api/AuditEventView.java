package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit log.
 *
 * @param id the event's id {@code evt_…}
 * @param place where it stands in the log; absent for the moment until it has a place
 * @param type what happened, stable: {@code payment.completed}
 * @param description the same in a sentence
 * @param severity {@code info}, {@code warning}, {@code error} or {@code critical}
 * @param actorType {@code user}, {@code anonymous} or {@code system}
 * @param actor the id {@code usr_…} of who did it, where known
 * @param targetType the kind of what it was done to
 * @param target the id of what it was done to
 * @param session the id {@code ses_…} of the session it was done in
 * @param requestId the request it was done by
 * @param metadata ids, codes and counts
 * @param person the id {@code usr_…} of whom the personal details are about, where known
 * @param personal personal details; empty once the person is forgotten
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEventView(
    String id,
    @Nullable Long place,
    String type,
    String description,
    String severity,
    @JsonProperty("occurred_at") Instant occurredAt,
    @JsonProperty("actor_type") String actorType,
    @Nullable String actor,
    @JsonProperty("target_type") @Nullable String targetType,
    @Nullable String target,
    @Nullable String session,
    @JsonProperty("request_id") @Nullable String requestId,
    Map<String, Object> metadata,
    @Nullable String person,
    Map<String, String> personal) {
  public AuditEventView {
    metadata = Copies.of(metadata);
    personal = Copies.of(personal);
  }
}
