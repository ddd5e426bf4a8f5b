package dev.countersign.server.factors;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Codes of authenticator apps. One that was accepted is never accepted again (RFC 6238 §5.2). */
@Component
final class TotpMethod implements FactorMethod {
  private final JdbcFactors factors;
  private final TotpSecrets secrets;

  TotpMethod(JdbcFactors factors, TotpSecrets secrets) {
    this.factors = factors;
    this.secrets = secrets;
  }

  @Override
  public FactorType type() {
    return FactorType.TOTP;
  }

  @Override
  public Verdict judge(Question question, String response) {
    return Verdict.of(accepts(question.factor(), response, question.now()));
  }

  boolean accepts(JdbcFactors.Row factor, String code, Instant now) {
    byte[] secret =
        secrets.open(factor.id(), Objects.requireNonNull(factor.secretSealed(), "secret"));
    OptionalLong step =
        Totp.step(secret, Objects.requireNonNull(factor.totp(), "parameters"), plain(code), now);
    return step.isPresent() && factors.takeStep(factor.id(), step.getAsLong());
  }

  // Apps show a code in two halves.
  private static String plain(String code) {
    return code.replaceAll("\\s", "");
  }
}
