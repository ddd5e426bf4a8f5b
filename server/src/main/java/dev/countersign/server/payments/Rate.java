package dev.countersign.server.payments;

import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.platform.web.Fields;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * At which rate a tenant turns one asset into another, as an administrator has stated it.
 *
 * @param rate units of the target for one unit of the asset
 * @param source whose rate it is
 */
record Rate(
    String asset, String target, BigDecimal rate, String source, Conversion.Rounding rounding) {
  private static final int TEXT_MAX = 64;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(?:\\.[0-9]{1,18})?");

  /** A rate of a request: plain digits, above zero. A fault reads as one. */
  static BigDecimal read(Fields fields, String name, @Nullable String text) {
    return fields
        .parsed(name, text, TEXT_MAX, Rate::decimal, "Give a decimal above zero, as 0.92415.")
        .orElse(BigDecimal.ONE);
  }

  private static Optional<BigDecimal> decimal(String text) {
    return DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text)).filter(rate -> rate.signum() > 0)
        : Optional.empty();
  }
}
