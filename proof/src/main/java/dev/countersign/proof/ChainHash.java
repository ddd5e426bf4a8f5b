package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The running hash over the log's rows: each row's value covers its place, its leaf and, through
 * the previous value, every row before it. It finds the first altered row in one pass over the
 * rows, where the Merkle root only says that there is one.
 *
 * <p>next = SHA-256("countersign/chain/v1\n" || previous || place as eight bytes big-endian ||
 * leaf). All methods are pure and thread-safe.
 */
public final class ChainHash {
  private static final byte[] DOMAIN = "countersign/chain/v1\n".getBytes(StandardCharsets.US_ASCII);

  /** What stands before place 0: SHA-256 of the domain line alone. */
  public static final Hash START = start();

  private ChainHash() {}

  /**
   * The chain hash of the row at a place.
   *
   * @param previous the chain hash of the row before; {@link #START} at place 0
   * @param place the row's index in the log, 0 to 2^62 - 1
   * @param leafHash the row's leaf hash
   * @throws MalformedException when the place is out of range
   */
  public static Hash next(Hash previous, long place, Hash leafHash) {
    if (place < 0 || place >= Rfc6962.SIZE_MAX) {
      throw new MalformedException("a place lies between 0 and 2^62 - 1, not " + place);
    }
    MessageDigest digest = Rfc6962.sha256();
    digest.update(DOMAIN);
    previous.updateInto(digest);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(place).flip());
    leafHash.updateInto(digest);
    return Hash.digestOf(digest);
  }

  private static Hash start() {
    MessageDigest digest = Rfc6962.sha256();
    digest.update(DOMAIN);
    return Hash.digestOf(digest);
  }
}
