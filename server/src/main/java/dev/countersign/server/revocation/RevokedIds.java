package dev.countersign.server.revocation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.UUID;

/**
 * A set of 128-bit ids, each with a time of expiry, in two flat arrays: 20 bytes a slot, where a
 * map of objects takes more than a hundred. Readers take no lock and see every id whose adding has
 * returned.
 */
final class RevokedIds {
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int SLOTS_MIN = 1 << 10;
  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

  private volatile Table table = new Table(SLOTS_MIN);
  private int size;

  /** Open addressing with linear steps; a first word of zero is an empty slot. */
  private static final class Table {
    final int slots;
    final long[] words;
    final int[] expiry;

    Table(int slots) {
      this.slots = slots;
      this.words = new long[Math.multiplyExact(2, slots)];
      this.expiry = new int[slots];
    }

    int start(long high, long low) {
      long hash = (high ^ Long.rotateLeft(low, 32)) * MIX;
      return (int) Math.unsignedMultiplyHigh(hash ^ (hash >>> 29), slots);
    }

    int next(int slot) {
      return slot + 1 == slots ? 0 : slot + 1;
    }

    boolean contains(long high, long low) {
      int slot = start(high, low);
      while (true) {
        // The second word was written before the first became visible.
        long found = (long) WORDS.getAcquire(words, 2 * slot);
        if (found == 0) {
          return false;
        }
        if (found == high && words[2 * slot + 1] == low) {
          return true;
        }
        slot = next(slot);
      }
    }

    /** True where it was not there yet. */
    boolean add(long high, long low, int expires) {
      int slot = start(high, low);
      while (words[2 * slot] != 0) {
        if (words[2 * slot] == high && words[2 * slot + 1] == low) {
          expiry[slot] = later(expiry[slot], expires);
          return false;
        }
        slot = next(slot);
      }
      words[2 * slot + 1] = low;
      expiry[slot] = expires;
      WORDS.setRelease(words, 2 * slot, high);
      return true;
    }

    private static int later(int one, int other) {
      return Integer.compareUnsigned(one, other) > 0 ? one : other;
    }
  }

  /** Constant time; no lock. */
  boolean contains(UUID id) {
    return table.contains(high(id), id.getLeastSignificantBits());
  }

  synchronized void add(UUID id, Instant expires) {
    Table current = table;
    // At most 70 % full, so that steps stay few.
    if (size >= current.slots / 10 * 7) {
      current = rebuilt(Math.addExact(current.slots, current.slots / 2), 0);
      table = current;
    }
    if (current.add(high(id), id.getLeastSignificantBits(), seconds(expires))) {
      size++;
    }
  }

  /** Drops what expired before a time, and the room it took. */
  synchronized void dropExpiredBefore(Instant time) {
    int oldest = seconds(time);
    int left = 0;
    for (int slot = 0; slot < table.slots; slot++) {
      if (isKept(table, slot, oldest)) {
        left++;
      }
    }
    if (left < size) {
      table = rebuilt(Math.max(SLOTS_MIN, left * 2), oldest);
      size = left;
    }
  }

  synchronized int size() {
    return size;
  }

  private Table rebuilt(int slots, int oldest) {
    Table from = table;
    Table to = new Table(slots);
    for (int slot = 0; slot < from.slots; slot++) {
      if (isKept(from, slot, oldest)) {
        to.add(from.words[2 * slot], from.words[2 * slot + 1], from.expiry[slot]);
      }
    }
    return to;
  }

  private static boolean isKept(Table table, int slot, int oldest) {
    return table.words[2 * slot] != 0 && Integer.compareUnsigned(table.expiry[slot], oldest) >= 0;
  }

  // Zero means empty; no UUID with a version has it.
  private static long high(UUID id) {
    long high = id.getMostSignificantBits();
    return high == 0 ? Long.MIN_VALUE : high;
  }

  // Unsigned, so this ends in the year 2106.
  private static int seconds(Instant time) {
    return (int) Math.clamp(time.getEpochSecond(), 0, 0xffff_ffffL);
  }
}
