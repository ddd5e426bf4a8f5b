package dev.countersign.server.factors;

import java.time.Instant;

/** How one type of factor is proved. A bean of this type is found. */
interface FactorMethod {
  FactorType type();

  /** Whether a code is sent to somebody who is asked for one. */
  default boolean isSent() {
    return false;
  }

  /**
   * Judges what was answered, in the caller's transaction, in which challenge and person are
   * locked. What may be used once is used up by this.
   */
  boolean accepts(
      JdbcFactors.Row factor, JdbcChallenges.Row challenge, String response, Instant now);
}
