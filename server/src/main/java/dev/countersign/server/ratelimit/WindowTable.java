package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The windows of many callers, in memory that is bounded whoever asks. Thread-safe.
 *
 * <p>A caller's window lies in one of {@value #WAYS} places that the hash of its identity names.
 * Where all of them hold windows of others, the one with the least in it gives way, an empty one
 * first; what it held is kept in {@link EvictedTotals}, against which its caller is held on coming
 * back. So a flood of fresh callers sets nobody free: at worst it makes strangers wait.
 */
final class WindowTable {
  static final int WINDOWS_MAX = 1 << 18;

  private static final int WAYS = 16;
  private static final int LOCKS_MAX = 1 << 10;

  private final @Nullable SlidingWindow[] @Nullable [] sets;
  private final Object[] locks;
  private final EvictedTotals evicted;
  private final LongAdder windows = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  /**
   * @param windowsMax a power of two
   */
  WindowTable(int windowsMax) {
    int count = Math.max(1, windowsMax / WAYS);
    this.sets = new @Nullable SlidingWindow[count] @Nullable [];
    this.locks = new Object[Math.min(count, LOCKS_MAX)];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
    this.evicted = new EvictedTotals(windowsMax);
  }

  /** Does something with a caller's window, alone. */
  <T> T with(CallerKey key, Duration period, long now, Function<SlidingWindow, T> use) {
    int number = (int) key.high() & (sets.length - 1);
    synchronized (lock(number)) {
      @Nullable SlidingWindow[] set = sets[number];
      if (set == null) {
        set = new @Nullable SlidingWindow[WAYS];
        sets[number] = set;
      }
      return use.apply(window(set, key, period, now));
    }
  }

  /** Drops the windows that have become empty. */
  void sweep(long now) {
    for (int number = 0; number < sets.length; number++) {
      synchronized (lock(number)) {
        sweep(number, now);
      }
    }
  }

  /** How many windows there are. */
  long windows() {
    return windows.sum();
  }

  /** How many windows had to give way that were not empty. */
  long evictions() {
    return evictions.sum();
  }

  private Object lock(int number) {
    return locks[number & (locks.length - 1)];
  }

  private SlidingWindow window(
      @Nullable SlidingWindow[] set, CallerKey key, Duration period, long now) {
    int free = -1;
    for (int way = 0; way < WAYS; way++) {
      SlidingWindow window = set[way];
      if (window == null) {
        free = way;
      } else if (window.key().equals(key)) {
        return window;
      }
    }
    if (free < 0) {
      free = evict(set, now);
    }
    SlidingWindow fresh = new SlidingWindow(key, period, now);
    fresh.inherit(evicted.of(key, period, now));
    set[free] = fresh;
    windows.increment();
    return fresh;
  }

  private int evict(@Nullable SlidingWindow[] set, long now) {
    int least = 0;
    long total = Long.MAX_VALUE;
    for (int way = 0; way < WAYS; way++) {
      SlidingWindow window = set[way];
      long held = window == null ? 0 : window.total(now);
      if (held < total) {
        total = held;
        least = way;
      }
    }
    SlidingWindow going = set[least];
    if (going != null) {
      windows.decrement();
      if (total > 0) {
        evictions.increment();
        evicted.keep(going.key(), total, going.period(), now);
      }
    }
    return least;
  }

  private void sweep(int number, long now) {
    @Nullable SlidingWindow[] set = sets[number];
    if (set == null) {
      return;
    }
    int left = 0;
    for (int way = 0; way < WAYS; way++) {
      SlidingWindow window = set[way];
      if (window != null && window.total(now) == 0) {
        set[way] = null;
        windows.decrement();
      } else if (window != null) {
        left++;
      }
    }
    if (left == 0) {
      sets[number] = null;
    }
  }
}
