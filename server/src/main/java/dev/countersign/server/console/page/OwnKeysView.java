package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's keys, and the form for one more.
 *
 * @param fresh a key that was made just now, shown this once
 * @param faults why none was
 * @param notice what has just been done, in a sentence
 */
public record OwnKeysView(
    List<KeyRow> keys, @Nullable String fresh, List<String> faults, @Nullable String notice) {
  public OwnKeysView {
    keys = List.copyOf(keys);
    faults = List.copyOf(faults);
  }
}
