package dev.countersign.server.events;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far somebody has read: the number of events before the next one.
 *
 * @param next the place of the next event
 */
record Cursor(long next) {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

  static final int LENGTH_MAX = 18;

  static Optional<Cursor> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Cursor(Long.parseLong(text)))
        : Optional.empty();
  }

  String text() {
    return Long.toString(next);
  }
}
