package dev.countersign.server.factors;

import org.springframework.stereotype.Component;

/** Recovery codes, each of which works once. */
@Component
final class RecoveryCodeMethod implements FactorMethod {
  private final RecoveryCodes codes;

  RecoveryCodeMethod(RecoveryCodes codes) {
    this.codes = codes;
  }

  @Override
  public FactorType type() {
    return FactorType.RECOVERY_CODE;
  }

  @Override
  public Verdict judge(Question question, String response) {
    return Verdict.of(codes.spend(question.factor().id(), response, question.now()));
  }
}
