package dev.countersign.server.console.page;

import dev.countersign.api.ReconciliationEntry;
import dev.countersign.api.ReconciliationLine;
import dev.countersign.api.ReconciliationMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has no counterpart, outside or in the ledger.
 *
 * @param notice what was just done
 */
public record ReconciliationView(
    String account,
    String currency,
    int lineCount,
    String lineSum,
    int entryCount,
    String entrySum,
    List<ReconciliationLine> lines,
    List<ReconciliationEntry> entries,
    List<ReconciliationMatch> matches,
    @Nullable String notice,
    List<String> faults) {
  public ReconciliationView {
    lines = List.copyOf(lines);
    entries = List.copyOf(entries);
    matches = List.copyOf(matches);
    faults = List.copyOf(faults);
  }
}
