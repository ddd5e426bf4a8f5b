package dev.countersign.server.sessions;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a cookie's value, which is all that any store keeps of it. The value is 256 random
 * bits, so nothing slower is needed, and whoever reads a hash cannot make a cookie of it.
 *
 * @param hex in lower case
 */
record SecretHash(String hex) {
  static SecretHash of(Secret value) {
    try {
      return new SecretHash(
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(value.reveal().getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return "SecretHash[…]";
  }
}
