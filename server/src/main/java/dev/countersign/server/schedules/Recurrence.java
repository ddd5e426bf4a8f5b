package dev.countersign.server.schedules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something happens, by the clock on the wall of a time zone. Where that clock leaps over a
 * time, it happens at the first moment after the leap; where a time comes twice, it happens at the
 * first of the two, once.
 *
 * @param first the first time, which every other is counted from
 * @param every so many days, weeks, months or years apart
 * @param until the last day on which it can happen; {@code null} where no day is the last
 * @param times how often it happens in all; {@code null} where nobody counts
 */
public record Recurrence(
    LocalDateTime first,
    ZoneId zone,
    Frequency frequency,
    int every,
    @Nullable LocalDate until,
    @Nullable Integer times) {
  private static final int YEAR_MAX = 9_999;

  public Recurrence {
    if (every < 1 || (times != null && times < 1)) {
      throw new IllegalArgumentException("something recurs in steps of one or more");
    }
  }

  /** An occurrence and when it is. */
  public record Occurrence(int number, Instant at) {}

  /** The occurrence of a number, counted from 0; empty beyond the last one. */
  public Optional<Occurrence> occurrence(int number) {
    if ((times != null && number >= times) || (frequency == Frequency.ONCE && number > 0)) {
      return Optional.empty();
    }
    LocalDateTime local = frequency.after(first, (long) number * every);
    if (local.getYear() > YEAR_MAX || (until != null && local.toLocalDate().isAfter(until))) {
      return Optional.empty();
    }
    return Optional.of(new Occurrence(number, instant(local)));
  }

  /** The first occurrence after a moment, of those from a number on. */
  public Optional<Occurrence> firstAfter(int number, Instant moment) {
    Optional<Occurrence> next = occurrence(number);
    while (next.isPresent() && !next.get().at().isAfter(moment)) {
      next = occurrence(next.get().number() + 1);
    }
    return next;
  }

  /** Those that are due at a moment, from a number on. */
  public List<Occurrence> due(int number, Instant moment) {
    List<Occurrence> due = new ArrayList<>();
    Optional<Occurrence> next = occurrence(number);
    while (next.isPresent() && !next.get().at().isAfter(moment)) {
      due.add(next.get());
      next = occurrence(next.get().number() + 1);
    }
    return due;
  }

  /** So many from a number on, or all there are. */
  public List<Occurrence> coming(int number, int limit) {
    List<Occurrence> coming = new ArrayList<>();
    Optional<Occurrence> next = occurrence(number);
    while (next.isPresent() && coming.size() < limit) {
      coming.add(next.get());
      next = occurrence(next.get().number() + 1);
    }
    return coming;
  }

  private Instant instant(LocalDateTime local) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }
}
