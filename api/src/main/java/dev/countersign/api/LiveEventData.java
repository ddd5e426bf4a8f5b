package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells: ids and typed facts, and nothing personal.
 *
 * @param description what happened, in a sentence
 * @param severity {@code info}, {@code warning}, {@code error} or {@code critical}
 * @param actorType {@code user}, {@code api_key}, {@code client}, {@code operator}, {@code
 *     anonymous} or {@code system}
 * @param actor the id of who did it, where known
 * @param targetType the kind of what it was done to
 * @param target the id of what it was done to
 * @param session the id {@code ses_…} of the session it was done in
 * @param requestId the request it was done by
 * @param metadata ids, codes and counts
 * @param payment the payment it is about, where the reader may see it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveEventData(
    String description,
    String severity,
    @JsonProperty("actor_type") String actorType,
    @Nullable String actor,
    @JsonProperty("target_type") @Nullable String targetType,
    @Nullable String target,
    @Nullable String session,
    @JsonProperty("request_id") @Nullable String requestId,
    Map<String, Object> metadata,
    @Nullable LivePayment payment) {
  public LiveEventData {
    metadata = Copies.of(metadata);
  }
}
