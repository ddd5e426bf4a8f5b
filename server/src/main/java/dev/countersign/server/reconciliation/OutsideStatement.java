package dev.countersign.server.reconciliation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file says of an account outside, in minor units. */
record OutsideStatement(List<Line> lines) {
  /** The most lines of one file. */
  static final int LINES_MAX = 20_000;

  /** The most characters of a text that is kept. */
  static final int TEXT_MAX = 500;

  OutsideStatement {
    lines = List.copyOf(lines);
  }

  /**
   * One movement there.
   *
   * @param number where in the file it stands, from 1
   * @param amountMinor above zero for what came in
   */
  record Line(
      int number,
      LocalDate date,
      long amountMinor,
      @Nullable String reference,
      @Nullable String counterparty,
      @Nullable String details) {}
}
