package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A movement that an account outside tells of.
 *
 * @param id the line's id {@code rcl_…}
 * @param amount above zero for what came in there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationLine(
    String id,
    LocalDate date,
    String amount,
    @Nullable String reference,
    @Nullable String counterparty,
    @Nullable String details) {}
