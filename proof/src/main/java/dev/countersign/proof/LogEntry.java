package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What the log holds of an event: a salted digest that commits to the event's canonical encoding
 * and, as long as the salt is not known, tells nothing of it.
 *
 * <p>The digest is SHA-256("countersign/entry/v1\n" || salt || event). The salt has a fixed length,
 * so no other pair of salt and event gives the same input. The digest's 32 bytes are the leaf data
 * of the Merkle tree. Immutable and thread-safe.
 *
 * @param digest the leaf data
 */
public record LogEntry(Hash digest) {
  /** The number of bytes in a salt. It MUST be drawn at random for each event, and kept with it. */
  public static final int SALT_LENGTH = 32;

  private static final byte[] DOMAIN = "countersign/entry/v1\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * The entry for an event.
   *
   * @param salt exactly 32 random bytes
   * @param event the event's canonical encoding, of any length
   * @throws MalformedException when the salt has another length
   */
  public static LogEntry of(byte[] salt, byte[] event) {
    requireSalt(salt);
    MessageDigest digest = Rfc6962.sha256();
    digest.update(DOMAIN);
    digest.update(salt);
    digest.update(event);
    return new LogEntry(Hash.digestOf(digest));
  }

  static void requireSalt(byte[] salt) {
    if (salt.length != SALT_LENGTH) {
      throw new MalformedException("a salt has 32 bytes, not " + salt.length);
    }
  }

  /** The entry's leaf hash in the tree, SHA-256(0x00 || digest). */
  public Hash leafHash() {
    return Rfc6962.leaf(digest.toBytes());
  }
}
