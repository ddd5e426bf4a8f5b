package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Answers for the nodes of a tree from its tiles (C2SP tlog-tiles), hashing the levels between.
 *
 * <p>Tiles are believed as they come: a proof made from false tiles is simply false, and does not
 * verify against a signed root. Thread-safe if the reader is; it keeps no tile, so a reader that is
 * slow should remember them.
 */
public final class TileNodes implements NodeSource {
  private final long treeSize;
  private final Function<Tile, byte[]> reader;

  /**
   * The nodes of the tree of this size.
   *
   * @param treeSize the number of leaves, 0 to 2^62
   * @param reader the content of a tile, {@code 32 * width} bytes
   */
  public TileNodes(long treeSize, Function<Tile, byte[]> reader) {
    Rfc6962.requireSize(treeSize);
    this.treeSize = treeSize;
    this.reader = reader;
  }

  /**
   * The hash of a complete subtree.
   *
   * @throws MalformedException when the tree has no such subtree, or a tile has the wrong length
   */
  @Override
  public Hash node(int level, long index) {
    if (level < 0 || level > 62 || index < 0 || index >= treeSize >>> level) {
      throw new MalformedException("the tree has no complete subtree " + level + "/" + index);
    }
    int within = level % Tile.HEIGHT;
    int count = 1 << within;
    long first = index << within;
    Tile tile = Tile.at(level / Tile.HEIGHT, first / Tile.FULL_WIDTH, treeSize);
    byte[] content = reader.apply(tile);
    if (content.length != tile.width() * Hash.LENGTH) {
      throw new MalformedException(tile.path() + " has " + content.length + " bytes");
    }
    int offset = (int) (first % Tile.FULL_WIDTH) * Hash.LENGTH;
    return fold(ByteBuffer.wrap(content, offset, count * Hash.LENGTH));
  }

  private static Hash fold(ByteBuffer hashes) {
    Frontier frontier = Frontier.EMPTY;
    while (hashes.hasRemaining()) {
      frontier = frontier.append(Hash.readFrom(hashes));
    }
    return frontier.root();
  }
}
