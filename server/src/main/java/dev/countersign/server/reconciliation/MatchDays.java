package dev.countersign.server.reconciliation;

/** How many days what is the same may lie apart. */
final class MatchDays {
  /** Over a weekend. */
  static final int USUAL = 3;

  static final int MAX = 31;

  private MatchDays() {}
}
