package dev.countersign.server.credentials;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the API answers to a password that was not taken. */
public final class PasswordAnswers {
  private PasswordAnswers() {}

  /**
   * The password in a field is too weak.
   *
   * @param field the field's name in the request
   */
  public static ProblemException weak(String field, List<Weakness> weaknesses) {
    return new ProblemException(
        ErrorCode.WEAK_PASSWORD,
        "Choose another password.",
        weaknesses.stream()
            .map(weakness -> new FieldError(field, weakness.wireName(), weakness.message()))
            .toList(),
        Map.of());
  }

  /** Too many passwords are being hashed. */
  public static ProblemException busy() {
    return new ProblemException(
        ErrorCode.UNAVAILABLE,
        "Too many are signing in at once. Try again in a moment.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, "1"));
  }

  private static ProblemException delayed(Duration delay) {
    String seconds = Long.toString(delay.toSeconds());
    return new ProblemException(
        ErrorCode.RATE_LIMITED,
        "The current password was wrong too often. Try again in " + seconds + " seconds.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, seconds));
  }

  /** Refuses whatever did not change a password, given as {@code new_password}. */
  public static void expectChanged(PasswordChange.Outcome outcome) {
    switch (outcome) {
      case PasswordChange.Outcome.Changed _ -> {
        // It is done.
      }
      case PasswordChange.Outcome.Weak(List<Weakness> weaknesses) ->
          throw weak("new_password", weaknesses);
      case PasswordChange.Outcome.WrongPassword _ ->
          throw new ProblemException(ErrorCode.WRONG_PASSWORD, ErrorCode.WRONG_PASSWORD.hint());
      case PasswordChange.Outcome.NotEntitled _ ->
          throw new ProblemException(
              ErrorCode.INVALID_TOKEN,
              "The token is unknown, expired or used. Ask for a new one the way you got this.");
      case PasswordChange.Outcome.Delayed(Duration delay) -> throw delayed(delay);
      case PasswordChange.Outcome.Busy _ -> throw busy();
    }
  }
}
