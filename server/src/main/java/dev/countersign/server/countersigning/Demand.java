package dev.countersign.server.countersigning;

import java.util.Locale;

/** Why a payment has to be countersigned. What judges payments adds its verdict here. */
public enum Demand {
  /** It is above the threshold. */
  AMOUNT,
  /** The payer has never signed for somebody whom it pays. */
  NEW_PAYEE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Demand ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
