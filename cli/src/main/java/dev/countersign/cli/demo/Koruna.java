package dev.countersign.cli.demo;

import java.math.BigDecimal;

/** Amounts of the bank's currency as they are written. */
final class Koruna {
  static final String CODE = "CZK";
  private static final int SCALE = 2;

  private Koruna() {}

  /** Hundredths as a decimal with all its digits: {@code -105} is {@code "-1.05"}. */
  static String decimal(long minor) {
    return BigDecimal.valueOf(minor, SCALE).toPlainString();
  }
}
