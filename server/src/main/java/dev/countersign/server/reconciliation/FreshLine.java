package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.util.HexFormat;

/** A line to be kept, with the digest by which it is known again. */
final class FreshLine {
  private final LineId id;
  private final Line line;
  private final byte[] digest;

  FreshLine(LineId id, Line line, byte[] digest) {
    this.id = id;
    this.line = line;
    this.digest = digest.clone();
  }

  LineId id() {
    return id;
  }

  Line line() {
    return line;
  }

  /** The digest as text, to compare by. */
  String digestText() {
    return HexFormat.of().formatHex(digest);
  }

  byte[] digest() {
    return digest.clone();
  }
}
