package dev.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a leaf stands at a place of a tree (RFC 6962 section 2.1.1, RFC 9162 section 2.1.3).
 * Immutable and thread-safe.
 *
 * @param index the leaf's place, 0 ≤ index &lt; size
 * @param size the tree's number of leaves, 1 to 2^62
 * @param path the sibling hashes, from the leaf's sibling to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  /**
   * Checks the ranges; whether the path has the right length is for {@link #verifies} to say.
   *
   * @throws MalformedException when the index or size is out of range, or no tree has such a path
   */
  public InclusionProof {
    Rfc6962.requireSize(size);
    if (index < 0 || index >= size) {
      throw new MalformedException("index " + index + " lies outside a tree of " + size);
    }
    path = Ranges.requirePath(path);
  }

  /**
   * Makes the proof, PATH(index, D[size]), asking for O(log² size) nodes at most.
   *
   * @throws MalformedException when the index or size is out of range
   */
  public static InclusionProof generate(long index, long size, NodeSource nodes) {
    InclusionProof empty = new InclusionProof(index, size, List.of());
    List<Hash> fromRoot = new ArrayList<>();
    long start = 0;
    long count = empty.size;
    while (count > 1) {
      long left = Ranges.split(count);
      if (index < start + left) {
        fromRoot.add(Ranges.hash(start + left, count - left, nodes));
        count = left;
      } else {
        fromRoot.add(Ranges.hash(start, left, nodes));
        start += left;
        count -= left;
      }
    }
    return new InclusionProof(index, size, fromRoot.reversed());
  }

  /**
   * Whether the tree of this size with this root holds this leaf hash at this index: RFC 9162
   * section 2.1.3.2. A path that is too short or too long never verifies.
   */
  public boolean verifies(Hash leafHash, Hash root) {
    long fn = index;
    long sn = size - 1;
    Hash r = leafHash;
    for (Hash p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Rfc6962.node(p, r);
        // At the right edge, levels without a sibling are skipped.
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        r = Rfc6962.node(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && r.equals(root);
  }
}
