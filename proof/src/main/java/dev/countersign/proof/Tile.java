package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a tile of hashes, as C2SP tlog-tiles names it: up to 256 consecutive Merkle Tree
 * Hashes of subtrees of height {@code 8 * level}. Immutable and thread-safe.
 *
 * @param level 0 (leaf hashes) to 63
 * @param index the tile's place within its level, 0 to 2^54
 * @param width the number of hashes, 1 to 256; fewer than 256 is a partial tile
 */
public record Tile(int level, long index, int width) {
  /** The number of hashes in a full tile. */
  public static final int FULL_WIDTH = 256;

  /** The number of tree levels between the hashes of a tile and those of the tile above. */
  public static final int HEIGHT = 8;

  private static final long INDEX_MAX = Rfc6962.SIZE_MAX >>> HEIGHT;
  private static final int LEVEL_MAX = 63;

  private static final Pattern PATH =
      Pattern.compile("tile/([0-9]{1,2})/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  /**
   * Checks the ranges.
   *
   * @throws MalformedException when a part is out of its range
   */
  public Tile {
    if (level < 0 || level > LEVEL_MAX || index < 0 || index > INDEX_MAX) {
      throw new MalformedException("no tile has level " + level + " and index " + index);
    }
    if (width < 1 || width > FULL_WIDTH) {
      throw new MalformedException("a tile is 1 to 256 hashes wide, not " + width);
    }
  }

  /**
   * How many hashes the tile at this level and index has in a tree of this size: 0 (there is no
   * such tile) to 256.
   *
   * @throws MalformedException when the size, level or index is out of range
   */
  public static int widthAt(int level, long index, long treeSize) {
    Rfc6962.requireSize(treeSize);
    Tile full = new Tile(level, index, FULL_WIDTH);
    int shift = HEIGHT * full.level;
    long hashesInLevel = shift >= Long.SIZE ? 0 : treeSize >>> shift;
    return Math.clamp(hashesInLevel - index * FULL_WIDTH, 0, FULL_WIDTH);
  }

  /**
   * The tile at this level and index, as wide as a tree of this size has it.
   *
   * @throws MalformedException when that tree has no such tile
   */
  public static Tile at(int level, long index, long treeSize) {
    return new Tile(level, index, widthAt(level, index, treeSize));
  }

  /** Whether the tile has fewer than 256 hashes. */
  public boolean isPartial() {
    return width < FULL_WIDTH;
  }

  /** The path under the log's prefix, for example {@code tile/0/x001/x234/067.p/17}. */
  public String path() {
    StringBuilder number = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      number.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return "tile/" + level + "/" + number + (isPartial() ? ".p/" + width : "");
  }

  /**
   * Reads {@link #path()}, which is the only spelling accepted.
   *
   * @throws MalformedException when it is anything else
   */
  public static Tile parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      throw new MalformedException("not a tile path");
    }
    String width = matcher.group(3);
    Tile tile =
        new Tile(
            Integer.parseInt(matcher.group(1)),
            Long.parseLong(matcher.group(2).replace("x", "").replace("/", "")),
            width == null ? FULL_WIDTH : Integer.parseInt(width));
    // Superfluous zeroes, an x000 in front and .p/256 all fit the pattern.
    if (!tile.path().equals(path)) {
      throw new MalformedException("not the canonical tile path");
    }
    return tile;
  }

  /** The tile's content to serve: its hashes one after another, 32 bytes each. */
  public byte[] content(NodeSource nodes) {
    if (level > 7) {
      throw new MalformedException("no tree of up to 2^62 leaves has tiles at level " + level);
    }
    ByteBuffer buffer = ByteBuffer.allocate(width * Hash.LENGTH);
    for (int i = 0; i < width; i++) {
      nodes.node(HEIGHT * level, index * FULL_WIDTH + i).writeTo(buffer);
    }
    return buffer.array();
  }
}
