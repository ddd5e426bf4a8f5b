package dev.countersign.server.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, in memory, each at its place. One thread adds; streams read at their own pace,
 * and whoever is slower than the window moves on reads from the store instead. So what is in memory
 * is bounded, however many streams there are and however slow. Thread-safe.
 */
final class EventWindow {
  private final @Nullable Happened[] ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private long first;
  private long next;

  EventWindow(int size) {
    this.ring = new @Nullable Happened[size];
  }

  /** Forgets everything; the next event will be the one at this place. */
  void restart(long place) {
    lock.lock();
    try {
      first = place;
      next = place;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds events in order, without a hole. */
  void add(List<Happened> events) {
    lock.lock();
    try {
      for (Happened event : events) {
        long place = event.placed().place();
        if (place != next) {
          throw new IllegalStateException("expected the event at " + next + ", not at " + place);
        }
        ring[slot(place)] = event;
        next++;
      }
      first = Math.max(first, next - ring.length);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The place of the next event to come. */
  long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest place that is held; that of the next event where nothing is. */
  long first() {
    lock.lock();
    try {
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Events from a place on, as far as there are; empty where that place is not held any more. */
  Optional<List<Happened>> from(long place, int limit) {
    lock.lock();
    try {
      if (place < first) {
        return Optional.empty();
      }
      List<Happened> found = new ArrayList<>();
      for (long at = place; at < next && found.size() < limit; at++) {
        Happened event = ring[slot(at)];
        if (event != null) {
          found.add(event);
        }
      }
      return Optional.of(found);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is an event at this place or beyond, or the time is over. */
  void await(long place, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (next <= place && first <= place && left > 0) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private int slot(long place) {
    return Math.toIntExact(place % ring.length);
  }

  @Override
  public String toString() {
    return "EventWindow[" + first() + ", " + next() + ")";
  }
}
