package dev.countersign.server.factors;

import java.time.Instant;

/** Recovery codes, each of which works once. */
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
  public boolean accepts(
      JdbcFactors.Row factor, JdbcChallenges.Row challenge, String response, Instant now) {
    return codes.spend(factor.id(), response, now);
  }
}
