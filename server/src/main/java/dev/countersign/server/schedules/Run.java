package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.PaymentId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an occurrence.
 *
 * @param number which one, counted from 0
 * @param payment what was paid; {@code null} where nothing was
 * @param reason why it was refused; {@code null} unless it was
 */
public record Run(
    int number,
    Instant dueAt,
    Instant recordedAt,
    Outcome outcome,
    @Nullable PaymentId payment,
    @Nullable String reason) {

  /** What can become of an occurrence. */
  public enum Outcome {
    PAID,
    /** The ledger refused it; it is not tried again. */
    REFUSED,
    /** Nobody saw to it before the next one was due. */
    MISSED,
    /** The schedule was paused or cancelled. */
    SKIPPED;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Outcome ofWireName(String name) {
      return Arrays.stream(values())
          .filter(outcome -> outcome.wireName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** An occurrence for which nothing was tried. */
  static Run unpaid(Recurrence.Occurrence occurrence, Outcome outcome, Instant now) {
    return new Run(occurrence.number(), occurrence.at(), now, outcome, null, null);
  }
}
