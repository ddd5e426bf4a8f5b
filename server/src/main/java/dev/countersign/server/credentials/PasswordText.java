package dev.countersign.server.credentials;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** A password as it is counted and hashed: NFC, so that every keyboard spells it the same way. */
final class PasswordText {
  /** The most characters a password may have. */
  static final int CHARACTERS_MAX = 256;

  private PasswordText() {}

  static String normalized(Secret password) {
    return Normalizer.normalize(password.reveal(), Normalizer.Form.NFC);
  }

  static int characters(String normalized) {
    return normalized.codePointCount(0, normalized.length());
  }

  /** Whether it is Unicode text at all: a lone surrogate has no bytes of its own to be hashed. */
  static boolean isText(String normalized) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(normalized);
  }

  /**
   * Whether it can be anybody's password. Length is looked at before normalising, which costs time
   * in proportion to it.
   */
  static boolean isPossible(Secret password) {
    return bytes(password).isPresent();
  }

  /**
   * The bytes to hash, which the caller wipes; empty for what can be nobody's password. Length is
   * looked at before normalising, which costs time in proportion to it.
   */
  static Optional<byte[]> bytes(Secret password) {
    if (password.reveal().length() > 4 * CHARACTERS_MAX) {
      return Optional.empty();
    }
    String normalized = normalized(password);
    return characters(normalized) <= CHARACTERS_MAX && isText(normalized)
        ? Optional.of(normalized.getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
