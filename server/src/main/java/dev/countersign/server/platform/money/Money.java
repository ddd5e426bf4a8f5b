package dev.countersign.server.platform.money;

import java.math.BigDecimal;

/**
 * An amount: whole minor units of an asset. Arithmetic is exact, and refuses to wrap.
 *
 * @param minor the units, negative for a debit
 */
public record Money(long minor, Asset asset) {
  /**
   * The sum; {@link ArithmeticException} past 64 bits, {@link IllegalArgumentException} across
   * assets.
   */
  public Money plus(Money other) {
    if (!asset.equals(other.asset)) {
      throw new IllegalArgumentException(
          "cannot add " + other.asset.code() + " to " + asset.code());
    }
    return new Money(Math.addExact(minor, other.minor), asset);
  }

  /** The decimal form with every digit of the asset's scale: {@code "50.00"}. */
  public String text() {
    return BigDecimal.valueOf(minor, asset.scale()).toPlainString();
  }

  @Override
  public String toString() {
    return text() + " " + asset.code();
  }
}
