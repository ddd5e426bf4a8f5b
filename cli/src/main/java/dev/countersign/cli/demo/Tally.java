package dev.countersign.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** What the service answered, counted, and what was not as it should be. */
final class Tally {
  private static final int DIFFERENCES_KEPT = 5;

  private final List<String> differences = new ArrayList<>();
  private int accounts;
  private int transactions;
  private int balancesMatched;
  private int replayed;
  private int differing;

  void account() {
    accounts++;
  }

  void transaction(boolean wasReplayed) {
    transactions++;
    if (wasReplayed) {
      replayed++;
    }
  }

  void balanceMatched() {
    balancesMatched++;
  }

  /** Something is not as it should be. */
  void differs(String what) {
    differing++;
    if (differences.size() < DIFFERENCES_KEPT) {
      differences.add(what);
    }
  }

  int accounts() {
    return accounts;
  }

  int transactions() {
    return transactions;
  }

  int balancesMatched() {
    return balancesMatched;
  }

  int replayed() {
    return replayed;
  }

  int differing() {
    return differing;
  }

  /** The first few. */
  List<String> differences() {
    return List.copyOf(differences);
  }
}
