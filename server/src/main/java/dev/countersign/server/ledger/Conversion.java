package dev.countersign.server.ledger;

import dev.countersign.server.platform.money.Asset;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * At which rate a payment turns its asset into another.
 *
 * @param counterAsset the code of what it is turned into
 * @param counterMinor what the payment's amount came to
 * @param rate units of the counter asset for one unit of the payment's
 * @param source who stated the rate, and when
 */
public record Conversion(
    String counterAsset, long counterMinor, BigDecimal rate, String source, Rounding rounding) {
  /** The most characters that a source can have. */
  public static final int SOURCE_MAX = 255;

  /** The most digits of a rate, before and after its point. */
  public static final int RATE_DIGITS_MAX = 38;

  /** What becomes of the part of a minor unit that a rate leaves. */
  public enum Rounding {
    DOWN(RoundingMode.DOWN),
    UP(RoundingMode.UP),
    HALF_UP(RoundingMode.HALF_UP),
    HALF_EVEN(RoundingMode.HALF_EVEN);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
      this.mode = mode;
    }

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Rounding of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  public Conversion {
    rate = rate.stripTrailingZeros();
    if (rate.signum() <= 0
        || rate.precision() > RATE_DIGITS_MAX
        || Math.abs(rate.scale()) > RATE_DIGITS_MAX) {
      throw new IllegalArgumentException("a rate is positive and has at most 38 digits");
    }
    if (source.isEmpty() || source.length() > SOURCE_MAX || source.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a rate's source has 1 to 255 characters, none of them NUL");
    }
    if (counterMinor <= 0) {
      throw new IllegalArgumentException("a conversion comes to something");
    }
  }

  /**
   * What an amount comes to.
   *
   * @throws ArithmeticException where that is beyond 64 bits
   */
  public static long counterMinor(
      long amountMinor, Asset from, Asset to, BigDecimal rate, Rounding rounding) {
    return BigDecimal.valueOf(amountMinor, from.scale())
        .multiply(rate)
        .movePointRight(to.scale())
        .setScale(0, rounding.mode)
        .longValueExact();
  }
}
