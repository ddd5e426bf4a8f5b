package dev.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a larger tree begins with all of a smaller one, so that nothing was altered or cut
 * between two checkpoints (RFC 6962 section 2.1.2, RFC 9162 section 2.1.4). Immutable and
 * thread-safe.
 *
 * <p>The RFCs define it for 0 &lt; oldSize &lt; newSize. Here the two borders are defined too, with
 * an empty path: every tree begins with the empty tree, and a tree begins with itself.
 *
 * @param oldSize the smaller tree's number of leaves, 0 ≤ oldSize ≤ newSize
 * @param newSize the larger tree's number of leaves, 0 to 2^62
 * @param path the hashes, in the order of the RFCs
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  /**
   * Checks the ranges; whether the path has the right length is for {@link #verifies} to say.
   *
   * @throws MalformedException when a size is out of range, or no two trees have such a path
   */
  public ConsistencyProof {
    Rfc6962.requireSize(newSize);
    if (oldSize < 0 || oldSize > newSize) {
      throw new MalformedException("a tree of " + newSize + " cannot begin with " + oldSize);
    }
    path = Ranges.requirePath(path);
  }

  /**
   * Makes the proof, PROOF(oldSize, D[newSize]), asking for O(log² newSize) nodes at most.
   *
   * @throws MalformedException when a size is out of range
   */
  public static ConsistencyProof generate(long oldSize, long newSize, NodeSource nodes) {
    ConsistencyProof empty = new ConsistencyProof(oldSize, newSize, List.of());
    if (oldSize == 0 || oldSize == newSize) {
      return empty;
    }
    List<Hash> fromRoot = new ArrayList<>();
    long start = 0;
    long m = oldSize;
    long n = newSize;
    while (m != n) {
      long left = Ranges.split(n);
      if (m <= left) {
        fromRoot.add(Ranges.hash(start + left, n - left, nodes));
        n = left;
      } else {
        fromRoot.add(Ranges.hash(start, left, nodes));
        start += left;
        m -= left;
        n -= left;
      }
    }
    // When the old tree is itself the subtree reached, the verifier knows its root already.
    if (start != 0) {
      fromRoot.add(Ranges.hash(start, n, nodes));
    }
    return new ConsistencyProof(oldSize, newSize, fromRoot.reversed());
  }

  /** Whether the tree with {@code newRoot} begins with the tree with {@code oldRoot}. */
  public boolean verifies(Hash oldRoot, Hash newRoot) {
    if (oldSize == 0) {
      boolean newRootPossible = newSize > 0 || newRoot.equals(Rfc6962.EMPTY_ROOT);
      return path.isEmpty() && oldRoot.equals(Rfc6962.EMPTY_ROOT) && newRootPossible;
    }
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    return !path.isEmpty() && climbs(oldRoot, newRoot);
  }

  /** RFC 9162 section 2.1.4.2, steps 2 to 7, in its names. */
  private boolean climbs(Hash oldRoot, Hash newRoot) {
    boolean oldTreeIsComplete = Long.bitCount(oldSize) == 1;
    Hash seed = oldTreeIsComplete ? oldRoot : path.getFirst();
    List<Hash> rest = oldTreeIsComplete ? path : path.subList(1, path.size());
    int whole = Long.numberOfTrailingZeros(oldSize);
    long fn = (oldSize - 1) >>> whole;
    long sn = (newSize - 1) >>> whole;
    Hash fr = seed;
    Hash sr = seed;
    for (Hash c : rest) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Rfc6962.node(c, fr);
        sr = Rfc6962.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        sr = Rfc6962.node(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
  }
}
