package dev.countersign.server.platform.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the times that people and programs ask by. */
public final class Moments {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /** A time of RFC 3339, or a day for its first moment in UTC; empty for anything else. */
  public static Optional<Instant> read(String text) {
    try {
      Instant moment =
          text.length() == "2000-01-01".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      return moment.isBefore(EARLIEST) || moment.isAfter(LATEST)
          ? Optional.empty()
          : Optional.of(moment);
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
