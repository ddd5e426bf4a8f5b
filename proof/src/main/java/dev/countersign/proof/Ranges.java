package dev.countersign.proof;

import java.util.List;

/** The recursive split of RFC 6962 section 2.1, shared by the generators of both proofs. */
final class Ranges {
  /** No path of a tree of up to 2^62 leaves is longer (62, and the old root's own subtree). */
  static final int PATH_MAX = 63;

  private Ranges() {}

  /** The largest power of two smaller than n, for n ≥ 2. */
  static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  /**
   * MTH(D[start : start + count]). Each range met while splitting a whole tree starts at a multiple
   * of the powers of two within it, so it falls apart into complete subtrees.
   */
  static Hash hash(long start, long count, NodeSource nodes) {
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return nodes.node(level, start >>> level);
    }
    long left = split(count);
    return Rfc6962.node(hash(start, left, nodes), hash(start + left, count - left, nodes));
  }

  static List<Hash> requirePath(List<Hash> path) {
    if (path.size() > PATH_MAX) {
      throw new MalformedException("a proof of " + path.size() + " hashes is longer than any");
    }
    return List.copyOf(path);
  }
}
