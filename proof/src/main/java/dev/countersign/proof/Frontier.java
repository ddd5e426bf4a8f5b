package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a Merkle tree (a "compact range" from 0): all that is needed to append to it
 * and to know its root, in at most 62 hashes.
 *
 * <p>A tree of n leaves is a row of complete subtrees, one for each 1 in the binary form of n,
 * largest first. Appending is binary addition of one: each carry joins two subtrees of the same
 * height into one. The root joins the row from the right (RFC 6962 section 2.1 read bottom up; RFC
 * 9162 section 2.1.2). Both take O(log n).
 *
 * <p>A frontier is an immutable value, so a transaction that is rolled back leaves nothing to undo.
 * Thread-safe.
 */
public final class Frontier {
  /** The tree without leaves. */
  public static final Frontier EMPTY = new Frontier(0, List.of());

  private static final byte FORMAT_VERSION = 1;
  private static final int HEADER_LENGTH = 1 + Long.BYTES;

  private final long size;
  private final List<Hash> subtrees;

  private Frontier(long size, List<Hash> subtrees) {
    this.size = size;
    this.subtrees = subtrees;
  }

  /**
   * The frontier of {@code size} leaves with these complete subtrees, largest first.
   *
   * @throws MalformedException unless 0 ≤ size ≤ 2^62 and there is one subtree for each 1-bit of it
   */
  public static Frontier of(long size, List<Hash> subtrees) {
    Rfc6962.requireSize(size);
    if (subtrees.size() != Long.bitCount(size)) {
      throw new MalformedException(
          "a tree of " + size + " leaves has " + Long.bitCount(size) + " complete subtrees");
    }
    return new Frontier(size, List.copyOf(subtrees));
  }

  /** The number of leaves, 0 to 2^62. */
  public long size() {
    return size;
  }

  /** The frontier with one leaf hash more. */
  public Frontier append(Hash leafHash) {
    return append(leafHash, NodeSink.NONE);
  }

  /**
   * The frontier with one leaf hash more, telling {@code sink} of the subtrees this completes.
   *
   * @throws IllegalStateException when the tree already has 2^62 leaves
   */
  public Frontier append(Hash leafHash, NodeSink sink) {
    return appendAll(List.of(leafHash), sink);
  }

  /**
   * The frontier with these leaf hashes more, in order, telling {@code sink} of each subtree
   * completed.
   *
   * @throws IllegalStateException when the tree would have more than 2^62 leaves
   */
  public Frontier appendAll(Iterable<Hash> leafHashes, NodeSink sink) {
    List<Hash> row = new ArrayList<>(subtrees);
    long count = size;
    for (Hash leafHash : leafHashes) {
      if (count == Rfc6962.SIZE_MAX) {
        throw new IllegalStateException("the tree is full: 2^62 leaves");
      }
      carry(row, count, leafHash, sink);
      count++;
    }
    return new Frontier(count, List.copyOf(row));
  }

  private static void carry(List<Hash> row, long count, Hash leafHash, NodeSink sink) {
    Hash carried = leafHash;
    sink.completed(0, count, carried);
    for (int level = 0; (count >>> level & 1) == 1; level++) {
      carried = Rfc6962.node(row.removeLast(), carried);
      sink.completed(level + 1, count >>> (level + 1), carried);
    }
    row.add(carried);
  }

  /** The tree's root; {@link Rfc6962#EMPTY_ROOT} when there are no leaves. */
  public Hash root() {
    if (subtrees.isEmpty()) {
      return Rfc6962.EMPTY_ROOT;
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Rfc6962.node(subtrees.get(i), root);
    }
    return root;
  }

  /**
   * The form to store: one version byte (1), the size as eight bytes big-endian, then the subtrees'
   * hashes, largest subtree first.
   */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(HEADER_LENGTH + Hash.LENGTH * subtrees.size());
    buffer.put(FORMAT_VERSION).putLong(size);
    subtrees.forEach(subtree -> subtree.writeTo(buffer));
    return buffer.array();
  }

  /**
   * Reads {@link #toBytes()}. What is stored is believed: compare {@link #root()} with a signed
   * checkpoint to know that it was not altered.
   *
   * @throws MalformedException when the version, the size or the length is wrong
   */
  public static Frontier fromBytes(byte[] bytes) {
    if (bytes.length < HEADER_LENGTH || (bytes.length - HEADER_LENGTH) % Hash.LENGTH != 0) {
      throw new MalformedException("a stored frontier of " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte version = buffer.get();
    if (version != FORMAT_VERSION) {
      throw new MalformedException("a stored frontier of unknown version " + version);
    }
    long size = buffer.getLong();
    List<Hash> subtrees = new ArrayList<>();
    while (buffer.hasRemaining()) {
      subtrees.add(Hash.readFrom(buffer));
    }
    return of(size, subtrees);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frontier that && size == that.size && subtrees.equals(that.subtrees);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + subtrees.hashCode();
  }

  @Override
  public String toString() {
    return "Frontier[size=" + size + ", root=" + root() + "]";
  }
}
