package dev.countersign.server.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the several parts that make up a sum, if there is one way only. Looking for them is
 * bounded: among many parts, one way or another would nearly always be found by chance.
 */
final class UniqueSum {
  private static final int PARTS_MAX = 16;

  private UniqueSum() {}

  static <I> Optional<List<I>> find(List<Candidate<I>> parts, long sum) {
    if (parts.size() < 2 || parts.size() > PARTS_MAX) {
      return Optional.empty();
    }
    int ways = 0;
    int only = 0;
    for (int chosen = 1; chosen < 1 << parts.size(); chosen++) {
      if (Integer.bitCount(chosen) > 1 && sum(parts, chosen) == sum) {
        ways++;
        only = chosen;
      }
    }
    return ways == 1 ? Optional.of(ids(parts, only)) : Optional.empty();
  }

  private static long sum(List<? extends Candidate<?>> parts, int chosen) {
    long sum = 0;
    for (int rest = chosen; rest != 0; rest &= rest - 1) {
      sum += parts.get(Integer.numberOfTrailingZeros(rest)).amountMinor();
    }
    return sum;
  }

  private static <I> List<I> ids(List<Candidate<I>> parts, int chosen) {
    List<I> ids = new ArrayList<>();
    for (int rest = chosen; rest != 0; rest &= rest - 1) {
      ids.add(parts.get(Integer.numberOfTrailingZeros(rest)).id());
    }
    return ids;
  }
}
