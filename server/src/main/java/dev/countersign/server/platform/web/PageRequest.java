package dev.countersign.server.platform.web;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list somebody asks for.
 *
 * @param cursor where the page before it ended; {@code null} for the first
 * @param limit how many it may have
 * @param <I> the ids of what is listed
 */
public record PageRequest<I>(@Nullable I cursor, int limit) {
  private static final int CURSOR_MAX = 64;
  private static final int LIMIT_MAX = 200;

  /** Reads a request's parameters; what is wrong with them is refused. */
  public static <I> PageRequest<I> read(
      @Nullable String cursor, int limit, Function<String, Optional<I>> id) {
    Fields fields = new Fields();
    I from =
        cursor == null
            ? null
            : fields.parsed("cursor", cursor, CURSOR_MAX, id, "This is not a cursor.").orElse(null);
    if (limit < 1 || limit > LIMIT_MAX) {
      fields.fault("limit", "out_of_range", "Give a number from 1 to " + LIMIT_MAX + ".");
    }
    fields.verify();
    return new PageRequest<>(from, limit);
  }

  /** How many to look for: one more than asked for tells whether there is a next page. */
  public int sought() {
    return limit + 1;
  }

  /** The page of what was found. */
  public <T, V, P> P page(
      List<T> found,
      Function<T, V> view,
      Function<V, String> id,
      BiFunction<List<V>, @Nullable String, P> page) {
    List<V> views = found.stream().limit(limit).map(view).toList();
    return page.apply(views, found.size() > limit ? id.apply(views.getLast()) : null);
  }
}
