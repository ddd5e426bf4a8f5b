package dev.countersign.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies collections into records so that nobody changes them later. */
final class Copies {
  private Copies() {}

  /** A copy in the same order; an absent list is an empty one. */
  static <T extends @Nullable Object> List<T> of(@Nullable List<T> list) {
    // Not List.copyOf: a null that came over the wire is for the validator to name, not for us to
    // throw on.
    return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
  }

  /** A copy in the same order; an absent map is an empty one. */
  static <K, V extends @Nullable Object> Map<K, V> of(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
