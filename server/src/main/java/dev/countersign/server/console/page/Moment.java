package dev.countersign.server.console.page;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time in UTC, for a {@code time} element and for people. */
public record Moment(String machine, String date, String time) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  public static Moment of(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    boolean midnight = utc.toLocalTime().toNanoOfDay() == 0;
    return new Moment(
        instant.toString(),
        DateTimeFormatter.ISO_LOCAL_DATE.format(utc),
        midnight ? "" : TIME.format(utc));
  }
}
