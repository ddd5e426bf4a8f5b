package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What has no counterpart on either side.
 *
 * @param unmatchedLines how many movements outside have none in the ledger
 * @param unmatchedLinesSum what they sum to
 * @param unmatchedEntries how many entries of the ledger have none outside
 * @param unmatchedEntriesSum what they sum to, as the account outside would tell it
 * @param lines some of the former, the oldest first
 * @param entries some of the latter, the oldest first
 */
public record ReconciliationStanding(
    String account,
    String currency,
    @JsonProperty("unmatched_lines") int unmatchedLines,
    @JsonProperty("unmatched_lines_sum") String unmatchedLinesSum,
    @JsonProperty("unmatched_entries") int unmatchedEntries,
    @JsonProperty("unmatched_entries_sum") String unmatchedEntriesSum,
    List<ReconciliationLine> lines,
    List<ReconciliationEntry> entries) {
  public ReconciliationStanding {
    lines = Copies.of(lines);
    entries = Copies.of(entries);
  }
}
