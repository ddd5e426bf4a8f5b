package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Changes a factor: {@code PATCH /v1/mfa/methods/{id}}.
 *
 * @param name what to call it from now on; absent to leave it
 * @param isPrimary {@code true} to be asked for it first; absent to leave that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorChange(
    @Nullable String name, @JsonProperty("is_primary") @Nullable Boolean isPrimary) {}
