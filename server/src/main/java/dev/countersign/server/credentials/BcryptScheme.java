package dev.countersign.server.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * bcrypt, in the forms {@code $2a$}, {@code $2b$} and {@code $2y$}, which are one for the passwords
 * that it takes.
 *
 * @param text cost, salt and hash as bcrypt writes them
 * @param ofDigest whether it was made of the hexadecimal SHA-256 of the password, as Django's
 *     {@code bcrypt_sha256} does to take passwords of any length
 */
record BcryptScheme(String text, boolean ofDigest) implements HashScheme {
  /** What bcrypt takes of a password; it leaves out the rest without a word. */
  static final int BYTES_MAX = 72;

  private static final int COST_AT = 4;
  private static final int COST_MAX = 14;

  @Override
  public boolean matches(Argon2 argon2, byte[] password) {
    return BCrypt.checkpw(ofDigest ? digest(password) : password, text);
  }

  @Override
  public boolean isAffordable() {
    return Integer.parseInt(text, COST_AT, COST_AT + 2, 10) <= COST_MAX;
  }

  @Override
  public int bytesMax() {
    return ofDigest ? Integer.MAX_VALUE : BYTES_MAX;
  }

  private static byte[] digest(byte[] password) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(password);
      return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
