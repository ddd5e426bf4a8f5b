package dev.countersign.server.reconciliation;

import java.util.List;

/** Lines and entries that a rule holds to be the same. */
record Pairing<L, E>(MatchRule rule, List<L> lines, List<E> entries) {
  Pairing {
    lines = List.copyOf(lines);
    entries = List.copyOf(entries);
  }
}
