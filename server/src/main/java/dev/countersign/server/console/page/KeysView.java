package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * API keys, and the form for one more.
 *
 * @param root the address of the page, below which are those of each key
 * @param own whether they are those of whoever looks, rather than the tenant's
 * @param fresh a key that was made just now, shown this once
 * @param faults why none was
 * @param notice what has just been done, in a sentence
 */
public record KeysView(
    String root,
    boolean own,
    List<KeyRow> keys,
    @Nullable String fresh,
    List<String> faults,
    @Nullable String notice) {
  public KeysView {
    keys = List.copyOf(keys);
    faults = List.copyOf(faults);
  }

  @Override
  public String toString() {
    return "KeysView[REDACTED]";
  }
}
