package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.DecimalAmount;
import dev.countersign.server.platform.money.DecimalAmount.Reading;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.util.List;
import java.util.Map;

/** Reads the amounts of requests; what cannot be paid is refused with a code of its own. */
final class Amounts {
  private static final String MALFORMED = "malformed";
  private static final String PLAIN_DIGITS = "Give a decimal of plain digits, such as 50.00.";

  private Amounts() {}

  /** An amount above zero, in minor units. */
  static long positive(String field, String text, Asset asset) {
    long minor = notZero(field, text, asset);
    if (minor < 0) {
      throw refused(field, ErrorCode.NEGATIVE_AMOUNT, "Give an amount above zero.");
    }
    return minor;
  }

  /** An amount of either sign, in minor units. */
  static long notZero(String field, String text, Asset asset) {
    long minor = exact(field, text, asset);
    if (minor == 0) {
      throw refused(field, ErrorCode.ZERO_AMOUNT, "Give an amount other than zero.");
    }
    return minor;
  }

  /** Zero or more, in minor units. */
  static long notNegative(String field, String text, Asset asset) {
    long minor = exact(field, text, asset);
    if (minor < 0) {
      throw refused(field, ErrorCode.NEGATIVE_AMOUNT, "Give zero or more.");
    }
    return minor;
  }

  /** Finds fault with what is an amount of no asset; nothing where the field is empty. */
  static void verifyShape(Fields fields, String field, String text) {
    if (!text.isEmpty() && !DecimalAmount.isDecimal(text)) {
      fields.fault(field, MALFORMED, PLAIN_DIGITS);
    }
  }

  private static long exact(String field, String text, Asset asset) {
    return switch (DecimalAmount.read(text, asset)) {
      case Reading.Exact exact -> exact.money().minor();
      case Reading.Malformed ignored ->
          throw ProblemException.invalid(List.of(new FieldError(field, MALFORMED, PLAIN_DIGITS)));
      case Reading.TooPrecise ignored ->
          throw refused(
              field,
              ErrorCode.TOO_MANY_DECIMALS,
              asset.code() + " has " + asset.scale() + " decimals.");
      case Reading.OutOfRange ignored ->
          throw refused(field, ErrorCode.AMOUNT_OVERFLOW, "Give a smaller amount.");
    };
  }

  private static ProblemException refused(String field, ErrorCode code, String detail) {
    return new ProblemException(
        code, detail, List.of(new FieldError(field, code.wireName(), detail)), Map.of());
  }
}
