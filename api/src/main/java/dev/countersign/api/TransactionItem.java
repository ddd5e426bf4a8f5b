package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One movement.
 *
 * @param reference the administrator's own, unique in the tenant, 1 to 255 characters
 * @param currency the asset's code, of all its entries
 * @param entries 2 to {@link BatchLimits#ENTRIES_MAX}, posted in this order, which sum to zero; an
 *     account may come more than once
 * @param effectiveAt when it counts from, not in the future; absent for now
 * @param metadata notes kept with the movement
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransactionItem(
    String reference,
    String currency,
    List<EntryItem> entries,
    @JsonProperty("effective_at") @Nullable Instant effectiveAt,
    Map<String, String> metadata) {
  public TransactionItem {
    entries = Copies.of(entries);
    metadata = Copies.of(metadata);
  }
}
