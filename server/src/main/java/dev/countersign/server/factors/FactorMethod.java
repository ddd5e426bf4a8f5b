package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.webauthn.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one type of factor is proved. A bean of this type is found. */
interface FactorMethod {
  FactorType type();

  /** Whether a code is sent to somebody who is asked for one. */
  default boolean isSent() {
    return false;
  }

  /** Judges an answer. What may be used once is used up by a right one. */
  Verdict judge(Question question, String response);

  /**
   * What is to be judged, in the caller's transaction, in which challenge and person are locked.
   *
   * @param handle what whoever answers calls the challenge by
   */
  record Question(
      JdbcFactors.Row factor, JdbcChallenges.Row challenge, Secret handle, Instant now) {}

  /**
   * What an answer is.
   *
   * @param fault why a passkey is not accepted
   */
  record Verdict(boolean isRight, @Nullable Fault fault) {
    static final Verdict RIGHT = new Verdict(true, null);

    static Verdict of(boolean right) {
      return new Verdict(right, null);
    }

    static Verdict refused(Fault fault) {
      return new Verdict(false, fault);
    }
  }
}
