package dev.countersign.server.console.chart;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Round balances to draw lines at: steps of 1, 2 or 5 times a power of ten. */
record AmountTicks(long least, long step, int count) {
  private static final BigInteger TEN = BigInteger.TEN;

  /** Ticks that enclose a range in about so many steps. */
  static AmountTicks enclosing(long lowest, long highest, int steps) {
    BigInteger range =
        BigInteger.valueOf(highest).subtract(BigInteger.valueOf(lowest)).max(BigInteger.ONE);
    BigInteger step = stepOf(range, steps);
    BigInteger first = floor(BigInteger.valueOf(lowest), step);
    BigInteger last = floor(BigInteger.valueOf(highest).subtract(BigInteger.ONE), step).add(step);
    if (first.bitLength() > 63 || last.bitLength() > 63) {
      // Balances at the very end of 64 bits: the ends themselves are the only lines that fit.
      return new AmountTicks(lowest, 0, 1);
    }
    return new AmountTicks(
        first.longValueExact(),
        step.longValueExact(),
        last.max(first.add(step)).subtract(first).divide(step).intValueExact() + 1);
  }

  List<Long> values() {
    List<Long> values = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      values.add(least + at * step);
    }
    return values;
  }

  private static BigInteger stepOf(BigInteger range, int steps) {
    BigInteger power = BigInteger.ONE;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        BigInteger step = power.multiply(BigInteger.valueOf(factor));
        if (step.multiply(BigInteger.valueOf(steps)).compareTo(range) >= 0) {
          return step;
        }
      }
      power = power.multiply(TEN);
    }
  }

  private static BigInteger floor(BigInteger value, BigInteger step) {
    return value.subtract(value.mod(step));
  }
}
