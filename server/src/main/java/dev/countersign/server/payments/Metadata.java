package dev.countersign.server.payments;

import dev.countersign.server.platform.web.Fields;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A caller's own notes on a movement: kept and given back, never read by the service. */
final class Metadata {
  static final int ENTRIES_MAX = 20;
  static final int NAME_MAX = 64;
  static final int VALUE_MAX = 500;

  private Metadata() {}

  static Map<String, String> read(Fields fields, Map<String, ? extends @Nullable String> given) {
    if (given.size() > ENTRIES_MAX) {
      fields.fault("metadata", "too_many", "Give at most " + ENTRIES_MAX + " entries.");
      return Map.of();
    }
    Map<String, String> read = new TreeMap<>();
    given.forEach((name, value) -> {
      if (name.strip().startsWith(Notes.PREFIX)) {
        fields.fault("metadata", "reserved", "Names that begin so are the service's own.");
      }
      read.put(fields.text("metadata", name, NAME_MAX), fields.text("metadata", value, VALUE_MAX));
    });
    return read;
  }
}
