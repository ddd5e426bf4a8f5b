package dev.countersign.server.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which types of events somebody wants: names such as {@code payment.completed}, or {@code
 * payment.*} for all that begin so.
 *
 * @param patterns as they were given; all types where there are none
 */
public record EventTypes(List<String> patterns) {
  /** Every type. */
  public static final EventTypes ALL = new EventTypes(List.of());

  /** The most characters of a list. */
  public static final int LENGTH_MAX = 1_000;

  private static final int PATTERNS_MAX = 50;
  private static final String ANY = "*";
  private static final Pattern FORM =
      Pattern.compile("\\*|[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*(\\.\\*)?");

  public EventTypes {
    patterns = List.copyOf(patterns);
  }

  /** Reads a list with commas; empty for what is none. */
  public static Optional<EventTypes> parse(String text) {
    return of(List.of(text.split(",", -1)));
  }

  /** Empty where one of them has another form, or there are too many. */
  public static Optional<EventTypes> of(List<String> texts) {
    List<String> read = new ArrayList<>();
    for (String text : texts) {
      String pattern = text.strip();
      if (!FORM.matcher(pattern).matches()) {
        return Optional.empty();
      }
      read.add(pattern);
    }
    return read.size() > PATTERNS_MAX ? Optional.empty() : Optional.of(new EventTypes(read));
  }

  /** Whether a type is among them. */
  public boolean include(String type) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, type));
  }

  private static boolean matches(String pattern, String type) {
    if (!pattern.endsWith(ANY)) {
      return pattern.equals(type);
    }
    return type.startsWith(pattern.substring(0, pattern.length() - 1));
  }
}
