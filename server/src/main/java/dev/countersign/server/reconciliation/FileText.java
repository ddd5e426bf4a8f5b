package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.web.TextRules;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** The text of files. */
final class FileText {
  private FileText() {}

  /** The whole file in the character set it is said to be in, without a mark of byte order. */
  static String of(byte[] file, Charset charset) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw UnreadableFile.at(1, "charset", "The file is not in " + charset.name() + ".");
    }
  }

  /** A text in one line, cut to what is kept; {@code null} where there is none. */
  static @Nullable String kept(int line, String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String oneLine = text.strip().replaceAll("\\s+", " ");
    if (!TextRules.isStorable(oneLine) || !TextRules.isOneLine(oneLine)) {
      throw UnreadableFile.at(line, field, "There are control characters in this.");
    }
    int most = Math.min(oneLine.codePointCount(0, oneLine.length()), OutsideStatement.TEXT_MAX);
    return oneLine.substring(0, oneLine.offsetByCodePoints(0, most));
  }
}
