package dev.countersign.server.ledger;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, and where the rest of it begins.
 *
 * @param next what to ask with for the page after this; {@code null} on the last page
 */
public record Page<T, C>(List<T> items, @Nullable C next) {
  /** The most items that a page can have. */
  public static final int LIMIT_MAX = 1_000;

  public Page {
    items = List.copyOf(items);
  }

  static void requireLimit(int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " items");
    }
  }

  /** A page of what was found with a limit of one more. */
  static <T, C> Page<T, C> of(List<T> found, int limit, Function<T, C> cursor) {
    return found.size() > limit
        ? new Page<>(found.subList(0, limit), cursor.apply(found.get(limit - 1)))
        : new Page<>(found, null);
  }
}
