package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorView;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Factors and refusals around them, as the API tells them. */
public final class FactorAnswers {
  private FactorAnswers() {}

  public static FactorView view(Factor factor) {
    return new FactorView(
        factor.id().text(),
        factor.type().wireName(),
        factor.name(),
        factor.hint(),
        factor.primary(),
        factor.isVerified(),
        factor.createdAt(),
        factor.lastUsedAt());
  }

  /** Too many codes were wrong, or sent. */
  public static ProblemException delayed(Duration delay) {
    String seconds = Long.toString(Math.max(1, delay.toSeconds()));
    return new ProblemException(
        ErrorCode.RATE_LIMITED,
        "Too many codes were wrong, or asked for. Try again in " + seconds + " seconds.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, seconds));
  }

  /** A passkey was not accepted; the context tells why. */
  public static ProblemException passkeyRefused(Fault fault) {
    return new ProblemException(
        ErrorCode.PASSKEY_REFUSED, fault.message(), List.of(), Map.of("reason", fault.wireName()));
  }

  public static ProblemException refused(ErrorCode code) {
    return new ProblemException(code, code.hint());
  }
}
