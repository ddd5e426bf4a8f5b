package dev.countersign.server.ledger;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How to take back what a linked group has done to a book. Outside of groups nothing is noted, for
 * then nothing is taken back.
 */
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private boolean noting;

  void begin() {
    noting = true;
  }

  boolean isNoting() {
    return noting;
  }

  /** Told before something changes, how it becomes again what it was. */
  void note(Runnable step) {
    if (noting) {
      steps.push(step);
    }
  }

  void keep() {
    steps.clear();
    noting = false;
  }

  void takeBack() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
    noting = false;
  }
}
