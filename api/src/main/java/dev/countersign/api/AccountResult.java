package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One account's result.
 *
 * @param externalReference the one in the request
 * @param account the account as it stands; absent where refused
 * @param code why it was refused: one of {@link ErrorCode}
 * @param message the same in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountResult(
    @JsonProperty("external_reference") String externalReference,
    AccountOpeningStatus status,
    @Nullable Account account,
    @Nullable String code,
    @Nullable String message) {}
