package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Signs a payment. The payer sends a challenge and its answer; somebody else, what they were shown.
 *
 * @param digest of what was shown
 * @param challengeId of the payer's own challenge
 * @param code what the app shows, or what was sent
 * @param credential the answer of a passkey
 */
public record CountersignRequest(
    @Nullable String digest,
    @JsonProperty("challenge_id") @Nullable String challengeId,
    @Nullable String code,
    @Nullable PasskeyCredential credential) {
  /** By somebody else than the payer. */
  public static CountersignRequest asSecondPerson(String digest) {
    return new CountersignRequest(digest, null, null, null);
  }

  /** By the payer, with a code. */
  public static CountersignRequest withCode(String challengeId, String code) {
    return new CountersignRequest(null, challengeId, code, null);
  }

  // Codes get nowhere by being logged.
  @Override
  public String toString() {
    return "CountersignRequest[" + digest + "]";
  }
}
