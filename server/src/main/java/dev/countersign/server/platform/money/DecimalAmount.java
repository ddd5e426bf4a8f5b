package dev.countersign.server.platform.money;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal as it arrives: plain ASCII digits, at most one point, an optional minus. Exponents,
 * signs of other kinds, grouping, spaces and other scripts' digits are refused, so that an amount
 * has one reading.
 */
public final class DecimalAmount {
  private static final Pattern SHAPE = Pattern.compile("(-?)([0-9]{1,19})(?:\\.([0-9]{1,19}))?");
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private DecimalAmount() {}

  /** What became of a text. */
  public sealed interface Reading {
    /** It is this many minor units. */
    record Exact(Money money) implements Reading {}

    /** It is no plain decimal, or is negative zero. */
    record Malformed() implements Reading {}

    /** It has more decimals than the asset. Trailing zeros do not count. */
    record TooPrecise() implements Reading {}

    /** It does not fit into 64 bits of minor units. */
    record OutOfRange() implements Reading {}
  }

  /** Whether a text is a decimal at all, of whatever asset. */
  public static boolean isDecimal(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Reads a decimal as minor units of an asset, exactly or not at all. */
  public static Reading read(String text, Asset asset) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Reading.Malformed();
    }
    String fraction = shape.group(3) == null ? "" : shape.group(3).replaceAll("0+$", "");
    if (fraction.length() > asset.scale()) {
      return new Reading.TooPrecise();
    }
    String padded = fraction + "0".repeat(asset.scale() - fraction.length());
    BigInteger units = new BigInteger(shape.group(2) + padded);
    if (units.compareTo(MAX) > 0) {
      return new Reading.OutOfRange();
    }
    boolean negative = !shape.group(1).isEmpty();
    if (negative && units.signum() == 0) {
      return new Reading.Malformed();
    }
    long minor = units.longValueExact();
    return new Reading.Exact(new Money(negative ? -minor : minor, asset));
  }
}
