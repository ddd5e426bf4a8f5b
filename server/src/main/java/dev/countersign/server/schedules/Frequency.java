package dev.countersign.server.schedules;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In what steps something recurs. */
public enum Frequency {
  ONCE,
  DAILY,
  WEEKLY,
  /** The last day of a month that has no such day. */
  MONTHLY,
  /** 28 February in a year without the 29th. */
  YEARLY;

  /** So many steps after the first time, always counted from that one, so that no day drifts. */
  LocalDateTime after(LocalDateTime first, long steps) {
    return switch (this) {
      case ONCE -> first;
      case DAILY -> first.plusDays(steps);
      case WEEKLY -> first.plusWeeks(steps);
      case MONTHLY -> first.plusMonths(steps);
      case YEARLY -> first.plusYears(steps);
    };
  }

  /** The name on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The frequency of a wire name. */
  public static Optional<Frequency> ofWireName(String name) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(name)).findFirst();
  }
}
