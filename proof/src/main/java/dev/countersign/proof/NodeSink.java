package dev.countersign.proof;

/** Is told of every subtree that an append completes, so that it can be kept for later proofs. */
@FunctionalInterface
public interface NodeSink {
  /** Keeps nothing. */
  NodeSink NONE = (level, index, hash) -> {};

  /**
   * Called once for each completed subtree, lowest level first.
   *
   * @param level the subtree's height; 0 is a leaf hash
   * @param index its place among the subtrees of that height, from 0
   * @param hash its Merkle Tree Hash
   */
  void completed(int level, long index, Hash hash);
}
