package dev.countersign.proof;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** A log with keys of its own, drawn once per test run because drawing them is slow. */
final class TestLog {
  static final String ORIGIN = "log.example/countersign";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final SigningKey ED25519 = SigningKey.generate(SignatureType.ED25519, new SecureRandom());
  static final SigningKey ML_DSA_44 =
      SigningKey.generate(SignatureType.ML_DSA_44, new SecureRandom());
  static final CheckpointSigner SIGNER = new CheckpointSigner(ORIGIN, List.of(ED25519, ML_DSA_44));
  static final CheckpointVerifier VERIFIER = new CheckpointVerifier(ORIGIN, SIGNER.verifierKeys());

  private TestLog() {}

  static String altered(String text, int at) {
    StringBuilder altered = new StringBuilder(text);
    altered.setCharAt(at, (char) (text.charAt(at) ^ 1));
    return altered.toString();
  }
}
