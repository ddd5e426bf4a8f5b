package dev.countersign.server.statements;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openpdf.text.Font;
import org.openpdf.text.pdf.BaseFont;

/**
 * The typeface of documents, embedded as far as it is used: Liberation Sans, which has the letters
 * of Latin, Greek and Cyrillic. Of others it shows that they are there.
 */
final class PdfFonts {
  static final Color RULE = new Color(0xc8, 0xcc, 0xd2);
  private static final Color INK = new Color(0x1c, 0x20, 0x26);
  private static final Color MUTED = new Color(0x5b, 0x63, 0x6e);

  /** Stands for a letter that the typeface does not have. */
  static final String UNKNOWN = "\u25A1";

  private final BaseFont regular = load("LiberationSans-Regular.ttf");
  private final BaseFont bold = load("LiberationSans-Bold.ttf");

  PdfFonts() throws IOException {}

  Font regular(float size) {
    return new Font(regular, size, Font.NORMAL, INK);
  }

  Font muted(float size) {
    return new Font(regular, size, Font.NORMAL, MUTED);
  }

  Font bold(float size) {
    return new Font(bold, size, Font.NORMAL, INK);
  }

  BaseFont base() {
    return regular;
  }

  /** A text with a sign in place of each letter that would not show at all. */
  String shown(String text) {
    return text.codePoints()
        .filter(codePoint -> Character.getType(codePoint) != Character.FORMAT)
        .mapToObj(
            codePoint -> regular.charExists(codePoint) ? Character.toString(codePoint) : UNKNOWN)
        .collect(Collectors.joining());
  }

  private static BaseFont load(String file) throws IOException {
    try (InputStream font =
        Objects.requireNonNull(
            PdfFonts.class.getResourceAsStream("/liberation/" + file), "the font is missing")) {
      return BaseFont.createFont(
          file,
          BaseFont.IDENTITY_H,
          BaseFont.EMBEDDED,
          BaseFont.NOT_CACHED,
          font.readAllBytes(),
          null);
    }
  }
}
