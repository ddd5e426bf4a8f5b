package dev.countersign.cli;

import dev.countersign.api.ScheduleView;
import java.io.PrintWriter;

/** Says how a schedule stands. */
final class ScheduleLines {
  private ScheduleLines() {}

  /** The line of a schedule; answers the exit code. */
  static int print(PrintWriter out, ScheduleView schedule) {
    out.printf(
        "%s %s %s to %s, %s from %s %s: %s%n",
        schedule.id(),
        schedule.amount(),
        schedule.currency(),
        schedule.recipient(),
        schedule.interval() == 1
            ? schedule.frequency()
            : schedule.frequency() + " by " + schedule.interval(),
        schedule.startsAt(),
        schedule.timeZone(),
        schedule.coming().isEmpty()
            ? schedule.status()
            : schedule.status() + ", next " + schedule.coming().getFirst());
    return 0;
  }
}
