package dev.countersign.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * The hashing of RFC 6962 section 2.1 (the same in RFC 9162 section 2.1.1) with SHA-256.
 *
 * <p>Leaves and inner nodes are hashed with different first bytes, so that neither can be passed
 * off as the other. All methods are pure and thread-safe.
 */
public final class Rfc6962 {
  /** The largest tree this package handles, in leaves: 2^62. */
  public static final long SIZE_MAX = 1L << 62;

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.digestOf(sha256());

  private static final byte LEAF_PREFIX = 0x00;
  private static final byte NODE_PREFIX = 0x01;

  private Rfc6962() {}

  /** The hash of a leaf, SHA-256(0x00 || data). */
  public static Hash leaf(byte[] data) {
    MessageDigest digest = sha256();
    digest.update(LEAF_PREFIX);
    digest.update(data);
    return Hash.digestOf(digest);
  }

  /** The hash of an inner node, SHA-256(0x01 || left || right). */
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE_PREFIX);
    left.updateInto(digest);
    right.updateInto(digest);
    return Hash.digestOf(digest);
  }

  /** The root, MTH(D[n]), of the tree with these leaf hashes in this order. */
  public static Hash root(Collection<Hash> leafHashes) {
    return Frontier.EMPTY.appendAll(leafHashes, NodeSink.NONE).root();
  }

  static void requireSize(long size) {
    if (size < 0 || size > SIZE_MAX) {
      throw new MalformedException("a tree size lies between 0 and 2^62, not " + size);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
