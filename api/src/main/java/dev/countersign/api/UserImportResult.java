package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One person's result.
 *
 * @param index the person's place in the request, from 0
 * @param id the person's id {@code usr_…}; absent where refused, and for somebody new in a dry run
 * @param code why the person was not taken over, stable
 * @param message the same in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserImportResult(
    int index,
    UserImportStatus status,
    @Nullable String id,
    @Nullable String code,
    @Nullable String message) {}
