package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: when it is paid next, and what became of it so far.
 *
 * @param coming the next times, by the clock of its time zone
 */
public record ScheduleDetail(ScheduleList.Row schedule, List<String> coming, List<Run> runs) {
  /** What became of one time. */
  public record Run(
      String due,
      String outcome,
      String looks,
      @Nullable String payment,
      @Nullable String reason) {}

  public ScheduleDetail {
    coming = List.copyOf(coming);
    runs = List.copyOf(runs);
  }
}
