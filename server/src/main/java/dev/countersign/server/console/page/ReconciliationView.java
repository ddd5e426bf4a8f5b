package dev.countersign.server.console.page;

import dev.countersign.api.ReconciliationEntry;
import dev.countersign.api.ReconciliationLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has no counterpart, outside or in the ledger.
 *
 * @param mayMatch whether whoever looks may match by hand
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
    List<Match> matches,
    boolean mayMatch,
    @Nullable String notice,
    List<String> faults) {
  /**
   * What was held to be the same.
   *
   * @param rule by what, in words
   */
  public record Match(
      String id,
      Moment at,
      String rule,
      @Nullable String reason,
      String difference,
      boolean undone) {}

  public ReconciliationView {
    lines = List.copyOf(lines);
    entries = List.copyOf(entries);
    matches = List.copyOf(matches);
    faults = List.copyOf(faults);
  }
}
