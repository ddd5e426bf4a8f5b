package dev.countersign.proof;

import java.util.List;

/**
 * Where proof generation finds the hashes of complete subtrees: a table of nodes, a set of tiles,
 * or a list of leaves.
 *
 * <p>An implementation MUST be able to answer for every complete subtree of the tree that a proof
 * is asked for. Thread-safety is the implementation's to state.
 */
@FunctionalInterface
public interface NodeSource {
  /**
   * The Merkle Tree Hash of the leaves from {@code index * 2^level} to {@code (index + 1) * 2^level
   * - 1}.
   *
   * @param level the subtree's height, 0 to 62; 0 asks for a leaf hash
   * @param index its place among the subtrees of that height, from 0
   * @throws RuntimeException when the node cannot be had; generation passes it on
   */
  Hash node(int level, long index);

  /**
   * Answers from leaf hashes alone, hashing inner nodes anew each time: right for tests and small
   * trees. Thread-safe.
   */
  static NodeSource ofLeaves(List<Hash> leafHashes) {
    List<Hash> leaves = List.copyOf(leafHashes);
    return (level, index) -> {
      if (level < 0 || level > 30 || index < 0 || index >= leaves.size() >>> level) {
        throw new IndexOutOfBoundsException("no complete subtree " + level + "/" + index);
      }
      int start = Math.toIntExact(index << level);
      return Rfc6962.root(leaves.subList(start, start + (1 << level)));
    };
  }
}
