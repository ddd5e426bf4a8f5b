package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a webhook, or past it.
 *
 * @param event the event's id {@code evt_…}
 * @param status {@code queued}, {@code delivered} or {@code dead}
 * @param attempts how often it was tried
 * @param queuedAt since when it is tried
 * @param dueAt when it is tried next; absent once it is done with
 * @param tries the attempts, oldest first; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    String event,
    String type,
    String status,
    int attempts,
    @JsonProperty("queued_at") Instant queuedAt,
    @JsonProperty("due_at") @Nullable Instant dueAt,
    @JsonProperty("finished_at") @Nullable Instant finishedAt,
    @Nullable List<WebhookAttempt> tries) {
  public WebhookDelivery {
    tries = tries == null ? null : Copies.of(tries);
  }
}
