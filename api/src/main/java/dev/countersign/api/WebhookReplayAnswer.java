package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook will be told once more.
 *
 * @param queued how many events
 * @param next where to go on from, as {@code after}, where there were too many for one answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookReplayAnswer(int queued, @Nullable String next) {}
