package dev.countersign.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events to be told of.
 *
 * @param types types such as {@code payment.completed}, or beginnings such as {@code payment.*};
 *     all where there are none
 * @param tenant whether the whole tenant's are meant, which takes the permission {@code audit:read}
 * @param after the cursor to go on from; what happens from now on where there is none
 */
public record EventQuery(List<String> types, boolean tenant, @Nullable String after) {
  /** The caller's own from now on. */
  public static final EventQuery OWN = new EventQuery(List.of(), false, null);

  public EventQuery {
    types = List.copyOf(types);
  }

  /** The caller's own of these types from now on. */
  public static EventQuery ofTypes(String... types) {
    return new EventQuery(List.of(types), false, null);
  }

  /** The same from a cursor on. */
  public EventQuery goingOnFrom(@Nullable String cursor) {
    return new EventQuery(types, tenant, cursor);
  }

  String path() {
    StringBuilder path = new StringBuilder("/v1/events");
    append(path, "scope", tenant ? "tenant" : null);
    append(path, "types", types.isEmpty() ? null : String.join(",", types));
    append(path, "after", after);
    return path.toString();
  }

  private static void append(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append(path.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
