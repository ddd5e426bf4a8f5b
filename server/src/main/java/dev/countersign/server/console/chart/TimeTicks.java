package dev.countersign.server.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round times to name below a chart, in UTC: years, months, days, hours, minutes or seconds. */
final class TimeTicks {
  /** A time and what it is called. */
  record Tick(Instant at, String label) {}

  private record Step(ChronoUnit unit, int size) {
    boolean covers(Duration range, int ticksMax) {
      return range.compareTo(unit.getDuration().multipliedBy((long) size * ticksMax)) <= 0;
    }
  }

  private static final List<Step> STEPS = steps();

  private TimeTicks() {}

  /** At most about so many ticks within a range. */
  static List<Tick> within(Instant from, Instant to, int ticksMax) {
    Duration range = Duration.between(from, to);
    Step step =
        STEPS.stream()
            .filter(candidate -> candidate.covers(range, ticksMax))
            .findFirst()
            .orElse(STEPS.getLast());
    List<Tick> ticks = new ArrayList<>();
    OffsetDateTime at = firstAt(from.atOffset(ZoneOffset.UTC), step);
    while (!at.toInstant().isAfter(to) && ticks.size() <= ticksMax + 1) {
      if (!at.toInstant().isBefore(from)) {
        ticks.add(new Tick(at.toInstant(), label(at, step.unit(), ticks.isEmpty())));
      }
      at = at.plus(step.size(), step.unit());
    }
    return ticks;
  }

  /** The last round time that is not after a moment. */
  private static OffsetDateTime firstAt(OffsetDateTime moment, Step step) {
    int size = step.size();
    return switch (step.unit()) {
      case YEARS ->
          moment
              .truncatedTo(ChronoUnit.DAYS)
              .withDayOfYear(1)
              .withYear(moment.getYear() - Math.floorMod(moment.getYear(), size));
      case MONTHS ->
          moment
              .truncatedTo(ChronoUnit.DAYS)
              .withDayOfMonth(1)
              .withMonth(moment.getMonthValue() - (moment.getMonthValue() - 1) % size);
      case DAYS -> moment.truncatedTo(ChronoUnit.DAYS);
      case HOURS ->
          moment.truncatedTo(ChronoUnit.HOURS).withHour(moment.getHour() - moment.getHour() % size);
      case MINUTES ->
          moment
              .truncatedTo(ChronoUnit.MINUTES)
              .withMinute(moment.getMinute() - moment.getMinute() % size);
      default ->
          moment
              .truncatedTo(ChronoUnit.SECONDS)
              .withSecond(moment.getSecond() - moment.getSecond() % size);
    };
  }

  /** The shortest name that tells it from its neighbours; the first says the year too. */
  private static String label(OffsetDateTime at, ChronoUnit unit, boolean first) {
    boolean newYear = at.getDayOfYear() == 1;
    boolean midnight = at.toLocalTime().toSecondOfDay() == 0;
    return switch (unit) {
      case YEARS -> text(at, "yyyy");
      case MONTHS -> newYear ? text(at, "yyyy") : text(at, first ? "MMM yyyy" : "MMM");
      case DAYS -> text(at, first || newYear ? "d MMM yyyy" : "d MMM");
      case HOURS, MINUTES -> first || midnight ? text(at, "d MMM HH:mm") : text(at, "HH:mm");
      default -> text(at, "HH:mm:ss");
    };
  }

  private static String text(OffsetDateTime at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
  }

  private static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    add(steps, ChronoUnit.SECONDS, 1, 5, 15, 30);
    add(steps, ChronoUnit.MINUTES, 1, 5, 15, 30);
    add(steps, ChronoUnit.HOURS, 1, 3, 6, 12);
    add(steps, ChronoUnit.DAYS, 1, 2, 7, 14);
    add(steps, ChronoUnit.MONTHS, 1, 3, 6);
    add(steps, ChronoUnit.YEARS, 1, 2, 5, 10, 25, 50, 100, 250, 1000);
    return List.copyOf(steps);
  }

  private static void add(List<Step> steps, ChronoUnit unit, int... sizes) {
    for (int size : sizes) {
      steps.add(new Step(unit, size));
    }
  }
}
