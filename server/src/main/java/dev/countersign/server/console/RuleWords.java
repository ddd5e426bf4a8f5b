package dev.countersign.server.console;

import dev.countersign.server.schedules.Recurrence;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** When something recurs, in a sentence. */
final class RuleWords {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final int SHORTEST_MONTH = 28;

  private RuleWords() {}

  static String of(Recurrence rule) {
    LocalDateTime first = rule.first();
    StringBuilder sentence =
        new StringBuilder()
            .append(steps(rule))
            .append(" at ")
            .append(TIME.format(first))
            .append(", ")
            .append(rule.zone().getId());
    switch (rule.frequency()) {
      case ONCE -> {}
      case DAILY, WEEKLY, MONTHLY, YEARLY -> {
        sentence.append(", from ").append(DAY.format(first));
        if (rule.until() != null) {
          sentence.append(" to ").append(DAY.format(rule.until()));
        }
        if (rule.times() != null) {
          sentence
              .append(", ")
              .append(rule.times() == 1 ? "once" : rule.times() + " times")
              .append(" in all");
        }
      }
    }
    return sentence.append('.').toString();
  }

  private static String steps(Recurrence rule) {
    LocalDateTime first = rule.first();
    int day = first.getDayOfMonth();
    return switch (rule.frequency()) {
      case ONCE -> "Once, on " + DAY.format(first);
      case DAILY -> every(rule, "day");
      case WEEKLY ->
          every(rule, "week")
              + " on "
              + first.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case MONTHLY ->
          every(rule, "month")
              + " on the "
              + ordinal(day)
              + (day > SHORTEST_MONTH ? ", or the last day of a month without it," : "");
      case YEARLY ->
          every(rule, "year")
              + " on "
              + DAY_OF_YEAR.format(first)
              + (day > SHORTEST_MONTH && first.getMonthValue() == 2
                  ? ", or the 28th in a year without it,"
                  : "");
    };
  }

  private static String every(Recurrence rule, String unit) {
    return rule.every() == 1 ? "Every " + unit : "Every " + rule.every() + " " + unit + "s";
  }

  private static String ordinal(int day) {
    String ending =
        switch (day) {
          case 1, 21, 31 -> "st";
          case 2, 22 -> "nd";
          case 3, 23 -> "rd";
          default -> "th";
        };
    return day + ending;
  }

  /** A time by the clock of a time zone, which is named. */
  static String at(Instant instant, ZoneId zone) {
    return MOMENT.format(instant.atZone(zone)) + " " + zone.getId();
  }
}
