package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.credentials.ChangeReason;
import dev.countersign.server.credentials.ChangeTokens;
import dev.countersign.server.credentials.PasswordAnswers;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorAnswers;
import dev.countersign.server.factors.PendingSignIns;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a sign-in that let nobody in is answered with. */
final class SignInRefusals {
  private SignInRefusals() {}

  static ProblemException of(SignIn.Outcome outcome) {
    return switch (outcome) {
      case SignIn.Outcome.Refused _ ->
          new ProblemException(ErrorCode.INVALID_CREDENTIALS, ErrorCode.INVALID_CREDENTIALS.hint());
      case SignIn.Outcome.Delayed(Duration delay) -> delayed(delay);
      case SignIn.Outcome.MustChange(Secret changeToken, ChangeReason reason) ->
          mustChange(changeToken, reason);
      case SignIn.Outcome.MustReset _ ->
          new ProblemException(
              ErrorCode.PASSWORD_RESET_REQUIRED,
              "The hash that was taken over from another system covers only the first 72 bytes of"
                  + " this password. Set a new password by a reset.");
      case SignIn.Outcome.Unchecked _ ->
          new ProblemException(
              ErrorCode.UNAVAILABLE,
              "Passwords cannot be looked up among breached ones at the moment. Try again later.");
      case SignIn.Outcome.Busy _ -> PasswordAnswers.busy();
      case SignIn.Outcome.FactorDue(Secret token, List<Factor> choices) ->
          new ProblemException(
              ErrorCode.MFA_REQUIRED,
              ErrorCode.MFA_REQUIRED.hint(),
              List.of(),
              waiting("mfa_token", token),
              choices.stream().map(FactorAnswers::view).toList());
      case SignIn.Outcome.EnrolmentDue(Secret token) ->
          new ProblemException(
              ErrorCode.MFA_ENROLMENT_REQUIRED,
              ErrorCode.MFA_ENROLMENT_REQUIRED.hint(),
              List.of(),
              waiting("enrolment_token", token));
      case SignIn.Outcome.NoFactorDue _ -> FactorAnswers.refused(ErrorCode.MFA_NOT_SET_UP);
      case SignIn.Outcome.Done _ -> throw new IllegalStateException("who is in is not refused");
    };
  }

  private static Map<String, String> waiting(String name, Secret token) {
    return Map.of(
        name, token.reveal(), "expires_in", Long.toString(PendingSignIns.LIFE.toSeconds()));
  }

  private static ProblemException mustChange(Secret changeToken, ChangeReason reason) {
    return new ProblemException(
        ErrorCode.PASSWORD_CHANGE_REQUIRED,
        reason.message(),
        List.of(),
        Map.of(
            "change_token",
            changeToken.reveal(),
            "expires_in",
            Long.toString(ChangeTokens.LIFE.toSeconds()),
            "reason",
            reason.wireName()));
  }

  private static ProblemException delayed(Duration delay) {
    String seconds = Long.toString(delay.toSeconds());
    return new ProblemException(
        ErrorCode.RATE_LIMITED,
        "Too many sign-ins failed. Try again in " + seconds + " seconds.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, seconds));
  }
}
