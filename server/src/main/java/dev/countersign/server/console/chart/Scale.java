package dev.countersign.server.console.chart;

import java.math.BigInteger;

/**
 * Maps values onto a length, in whole numbers: a range of balances can be as wide as 64 bits, and
 * floating point has no business near money.
 */
record Scale(long least, long most) {
  Scale {
    if (least >= most) {
      throw new IllegalArgumentException("a scale needs a range");
    }
  }

  /** Where a value lies on a length, from 0 for the least to the length for the most. */
  long place(long value, long length) {
    BigInteger offset = BigInteger.valueOf(value).subtract(BigInteger.valueOf(least));
    return offset.multiply(BigInteger.valueOf(length)).divide(range()).longValueExact();
  }

  BigInteger range() {
    return BigInteger.valueOf(most).subtract(BigInteger.valueOf(least));
  }
}
