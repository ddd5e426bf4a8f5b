package dev.countersign.server.credentials;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A password's characters, counted by kind. */
record Characters(
    int length, int uppercase, int lowercase, int digits, int special, int different) {
  // As the letters and digits that a guesser has to try. Whatever is of no kind counts only as
  // itself, which is the least it can be.
  private static final int LETTERS = 26;
  private static final int DIGITS = 10;

  static Characters of(String text, String specials) {
    int uppercase = 0;
    int lowercase = 0;
    int digits = 0;
    int special = 0;
    int[] points = text.codePoints().toArray();
    for (int point : points) {
      if (Character.isUpperCase(point)) {
        uppercase++;
      } else if (Character.isLowerCase(point)) {
        lowercase++;
      } else if (Character.isDigit(point)) {
        digits++;
      } else if (specials.indexOf(point) >= 0) {
        special++;
      }
    }
    int different = (int) text.codePoints().distinct().count();
    return new Characters(points.length, uppercase, lowercase, digits, special, different);
  }

  /**
   * Length times the binary logarithm of how many characters there are to choose from, to two
   * places. It is a score to show and not a sum of money, so it is worked out in floating point.
   */
  static BigDecimal entropyBits(String text, String specials) {
    Characters counted = of(text, specials);
    int pool =
        (counted.uppercase > 0 ? LETTERS : 0)
            + (counted.lowercase > 0 ? LETTERS : 0)
            + (counted.digits > 0 ? DIGITS : 0)
            + (counted.special > 0 ? specials.length() : 0)
            + (int)
                text.codePoints()
                    .filter(point ->
                        !Character.isUpperCase(point)
                            && !Character.isLowerCase(point)
                            && !Character.isDigit(point)
                            && specials.indexOf(point) < 0)
                    .distinct()
                    .count();
    double bits = pool == 0 ? 0 : counted.length * StrictMath.log(pool) / StrictMath.log(2);
    return BigDecimal.valueOf(bits).setScale(2, RoundingMode.HALF_UP);
  }

  /** The share of characters that are different ones, to two places. */
  BigDecimal diversity() {
    return length == 0
        ? BigDecimal.ZERO.setScale(2)
        : BigDecimal.valueOf(different).divide(BigDecimal.valueOf(length), 2, RoundingMode.HALF_UP);
  }

  /** Whether three characters follow each other by code point, up or down. */
  static boolean hasSequence(String text) {
    int[] points = text.codePoints().toArray();
    for (int at = 2; at < points.length; at++) {
      int step = points[at] - points[at - 1];
      if (Math.abs(step) == 1 && points[at - 1] - points[at - 2] == step) {
        return true;
      }
    }
    return false;
  }

  /** How often the same character stands in a row, at most. */
  static int longestRepeat(String text) {
    int longest = 0;
    int run = 0;
    int before = -1;
    for (int point : text.codePoints().toArray()) {
      run = point == before ? run + 1 : 1;
      before = point;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
