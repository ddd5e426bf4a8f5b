package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has the service pay later.
 *
 * @param key under which the form makes one schedule, however often it is sent
 * @param typed what the form held
 */
public record ScheduleList(
    List<Row> rows,
    String key,
    Map<String, String> typed,
    @Nullable String notice,
    List<String> faults) {
  /**
   * One of them.
   *
   * @param rule when it is paid, in a sentence
   * @param next when next, by the clock of its time zone; {@code null} for not again
   */
  public record Row(
      String id,
      String recipient,
      Amount amount,
      String rule,
      @Nullable String next,
      String status,
      String looks,
      boolean pausable,
      boolean resumable,
      boolean over) {}

  public ScheduleList {
    rows = List.copyOf(rows);
    typed = Map.copyOf(typed);
    faults = List.copyOf(faults);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
