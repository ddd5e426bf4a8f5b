package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What was revoked.
 *
 * @param kind as it was asked for
 * @param subject as it was asked for
 * @param effectiveAt from when on it is refused
 * @param sessions how many sessions ended by it
 * @param keys how many signing keys were revoked by it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RevocationAnswer(
    String kind,
    @Nullable String subject,
    @JsonProperty("effective_at") String effectiveAt,
    int sessions,
    int keys) {}
