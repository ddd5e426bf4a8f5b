package dev.countersign.proof;

import java.util.List;

/**
 * The head of a log at one size: the text of a C2SP tlog-checkpoint, without signatures. Immutable
 * and thread-safe.
 *
 * @param origin the log's unique name, one non-empty line
 * @param size the number of leaves, 0 to 2^62
 * @param root the tree's root at that size
 * @param extensions opaque non-empty lines; the specification advises against any, and our own logs
 *     write none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  private static final int MANDATORY_LINES = 3;

  /**
   * Checks the form.
   *
   * @throws MalformedException when a part has another form, or a tree of size 0 has another root
   *     than the empty one
   */
  public Checkpoint {
    StrictText.requireLine(origin, "origin");
    Rfc6962.requireSize(size);
    if (size == 0 && !root.equals(Rfc6962.EMPTY_ROOT)) {
      throw new MalformedException("a tree without leaves has one root only");
    }
    extensions = List.copyOf(extensions);
    extensions.forEach(line -> StrictText.requireLine(line, "extension line"));
  }

  /** A checkpoint without extension lines. */
  public static Checkpoint of(String origin, long size, Hash root) {
    return new Checkpoint(origin, size, root, List.of());
  }

  /**
   * Reads a note text.
   *
   * @throws MalformedException when it does not have the form of the specification
   */
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new MalformedException("checkpoint does not end in a newline");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < MANDATORY_LINES) {
      throw new MalformedException("a checkpoint has at least three lines");
    }
    return new Checkpoint(
        lines.get(0),
        StrictText.parseNumber(lines.get(1), "tree size"),
        Hash.fromBase64(lines.get(2)),
        lines.subList(MANDATORY_LINES, lines.size()));
  }

  /** The text that is signed; {@link #parse} gives back an equal checkpoint. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.toBase64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
