package dev.countersign.server.reconciliation;

import java.util.Locale;

/** By what lines and entries were matched, in the order in which rules are tried. */
enum MatchRule {
  /** The same reference and amount. */
  REFERENCE,
  /** The same amount within some days, and no other that it could be. */
  DATE,
  /** One is the sum of several within some days, in one way only. */
  SUM,
  /** Somebody said so. */
  HAND;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MatchRule of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
