package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Why nobody was asked to pay and what to do about it, by the field of the form. */
final class RequestFaults {
  static final String PAYER = "payer";
  static final String AMOUNT = "amount";
  static final String CURRENCY = "currency";
  static final String NOTE = "note";
  static final List<String> FIELDS = List.of(PAYER, AMOUNT, CURRENCY, NOTE);

  static final String USED =
      "Nobody more was asked. Something else was asked from this form already: see what you ask. To"
          + " ask this as well, go on.";
  static final String TOO_MANY = nobody(ErrorCode.TOO_MANY_REQUESTS_TO_PAY.hint());

  private RequestFaults() {}

  static Map<String, String> of(ProblemException problem) {
    return problem.errors().isEmpty()
        ? Map.of(
            PayFaults.NONE,
            nobody(Objects.requireNonNullElse(problem.getMessage(), problem.code().hint())))
        : PayFaults.byField(problem, field -> FIELDS.contains(field) ? field : PayFaults.NONE);
  }

  private static String nobody(String why) {
    return "Nobody was asked. " + why;
  }
}
