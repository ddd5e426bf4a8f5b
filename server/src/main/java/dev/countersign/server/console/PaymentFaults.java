package dev.countersign.server.console;

import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the API would find fault with, in sentences for a page. */
final class PaymentFaults {
  private PaymentFaults() {}

  static List<String> of(ProblemException problem) {
    return problem.errors().isEmpty()
        ? List.of(Objects.requireNonNullElse(problem.getMessage(), problem.code().hint()))
        : problem.errors().stream().map(PaymentFaults::sentence).toList();
  }

  /** Of a field that was to hold a whole number. */
  static ProblemException malformed(String field) {
    return ProblemException.invalid(
        List.of(new FieldError(field, "malformed", "Give a whole number.")));
  }

  private static String sentence(FieldError error) {
    return label(error.field()) + ": " + error.message();
  }

  private static String label(String field) {
    return switch (field) {
      case "from" -> "First day";
      case "to" -> "Last day";
      case "min_amount" -> "At least";
      case "max_amount" -> "At most";
      case "starts_at" -> "First time";
      case "time_zone" -> "Time zone";
      case "until" -> "Last day";
      case "count" -> "How often";
      case "interval" -> "Every";
      case "expires_after" -> "Waits for";
      case "apart_days" -> "Apart for";
      default -> field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
    };
  }
}
