package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is to be told once more: one event, or those of a time.
 *
 * @param event the event's id {@code evt_…}
 * @param since the first moment
 * @param until the first moment after
 * @param after the event that the answer before named as next, where there were too many for one
 * @param deadOnly whether only what was given up is meant
 */
public record WebhookReplayRequest(
    @Nullable String event,
    @Nullable String since,
    @Nullable String until,
    @Nullable String after,
    @JsonProperty("dead_only") @Nullable Boolean deadOnly) {}
