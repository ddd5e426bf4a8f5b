package dev.countersign.server.events;

import dev.countersign.server.access.Caller;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose events somebody wants. */
enum EventScope {
  /** Those about the caller and their accounts. */
  OWN,
  /** All of the tenant's. */
  TENANT;

  static Optional<EventScope> find(String name) {
    return Arrays.stream(values())
        .filter(scope -> scope.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** What a caller means who does not say. */
  static EventScope usual(Caller caller) {
    return caller.user() == null ? TENANT : OWN;
  }
}
