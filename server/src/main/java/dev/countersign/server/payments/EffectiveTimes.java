package dev.countersign.server.payments;

import dev.countersign.server.platform.web.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a movement may count from. */
final class EffectiveTimes {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private EffectiveTimes() {}

  static void verify(Fields fields, String field, @Nullable Instant effectiveAt) {
    if (effectiveAt != null && (effectiveAt.isBefore(EARLIEST) || effectiveAt.isAfter(LATEST))) {
      fields.fault(field, "out_of_range", "Give a time between the years 1900 and 2200.");
    }
  }
}
