package dev.countersign.proof;

import java.nio.charset.StandardCharsets;

/** The character rules of C2SP signed-note, and the number form of tlog-checkpoint. */
final class StrictText {
  private StrictText() {}

  /** Refuses ASCII control characters other than newline, and text that is not valid Unicode. */
  static void requireNoteText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\n') {
        throw new MalformedException("control character in note");
      }
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new MalformedException("note is not valid Unicode");
    }
  }

  static void requireLine(String line, String what) {
    requireNoteText(line);
    if (line.isEmpty() || line.indexOf('\n') >= 0) {
      throw new MalformedException(what + " must be one non-empty line");
    }
  }

  /** Key names MUST be non-empty and hold neither Unicode spaces nor plus. */
  static void requireKeyName(String name) {
    requireLine(name, "key name");
    if (name.codePoints().anyMatch(c -> c == '+' || isSpace(c))) {
      throw new MalformedException("key name holds a space or a plus");
    }
  }

  /** Unicode White_Space: the JDK splits it over two methods and leaves U+0085 out of both. */
  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c) || c == 0x85;
  }

  /** ASCII decimal from 0 to 2^62 with no sign and no leading zero. */
  static long parseNumber(String text, String what) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.isEmpty() || text.length() > 19) {
      throw new MalformedException(what + " is not a decimal number in range");
    }
    if (text.length() > 1 && text.charAt(0) == '0') {
      throw new MalformedException(what + " has a leading zero");
    }
    // 19 digits may pass Long.MAX_VALUE; the unsigned value tells, without an exception.
    long value = Long.parseUnsignedLong(text);
    if (value < 0 || value > Rfc6962.SIZE_MAX) {
      throw new MalformedException(what + " is above 2^62");
    }
    return value;
  }
}
