package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A form as somebody filled it in, and what is wrong with it.
 *
 * @param fields in their order on the page
 * @param typed what they held
 * @param faults what is wrong, by field; by the empty name what is wrong with all of it
 */
public record Filled(List<String> fields, Map<String, String> typed, Map<String, String> faults) {
  public Filled {
    fields = List.copyOf(fields);
    typed = Map.copyOf(typed);
    faults = Map.copyOf(faults);
  }

  /** As it was sent. */
  public static Filled of(List<String> fields, Map<String, String> sent) {
    return new Filled(
        fields,
        fields.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), field -> sent.getOrDefault(field, "").strip())),
        Map.of());
  }

  public Filled with(Map<String, String> found) {
    return new Filled(fields, typed, found);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public @Nullable String fault(String field) {
    return faults.get(field);
  }

  /** Whether the field is the first that somebody has to look at again. */
  public boolean isFirst(String field) {
    return fields.stream()
        .filter(faults::containsKey)
        .findFirst()
        .filter(field::equals)
        .isPresent();
  }

  /**
   * What is said above the form.
   *
   * @param below what is said where the fields say the rest
   */
  public @Nullable String alert(String below) {
    return faults.isEmpty() ? null : faults.getOrDefault("", below);
  }
}
