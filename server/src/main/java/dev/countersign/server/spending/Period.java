package dev.countersign.server.spending;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a spending limit is for: calendar days, weeks and months, in UTC. */
public enum Period {
  DAY,
  /** From Monday: ISO 8601. */
  WEEK,
  MONTH;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Period> find(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
  }

  /** The first day of the period that is running. */
  LocalDate begins(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return switch (this) {
      case DAY -> today;
      case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> today.withDayOfMonth(1);
    };
  }

  /** When the next one begins. */
  Instant ends(Instant now) {
    LocalDate begins = begins(now);
    LocalDate next =
        switch (this) {
          case DAY -> begins.plusDays(1);
          case WEEK -> begins.plusWeeks(1);
          case MONTH -> begins.plusMonths(1);
        };
    return next.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
