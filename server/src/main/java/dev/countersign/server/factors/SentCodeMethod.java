package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.secret.Secret;
import java.security.MessageDigest;

/** Codes that are sent to where their owner reads them: six digits, kept as a keyed hash. */
final class SentCodeMethod implements FactorMethod {
  private static final String PURPOSE = "factor-code";

  private final FactorType type;
  private final OneTimeSecrets secrets;

  SentCodeMethod(FactorType type, OneTimeSecrets secrets) {
    this.type = type;
    this.secrets = secrets;
  }

  @Override
  public FactorType type() {
    return type;
  }

  @Override
  public boolean isSent() {
    return true;
  }

  @Override
  public Verdict judge(Question question, String response) {
    JdbcChallenges.Row challenge = question.challenge();
    byte[] given = hash(secrets, challenge, Secret.of(response.replaceAll("\\s", "")));
    return Verdict.of(
        challenge.codeHash() != null && MessageDigest.isEqual(challenge.codeHash(), given));
  }

  /** What is kept of a code; the same digits for another challenge give another hash. */
  static byte[] hash(OneTimeSecrets secrets, JdbcChallenges.Row challenge, Secret code) {
    return secrets.hash(PURPOSE, Secret.of(challenge.id() + " " + code.reveal()));
  }
}
