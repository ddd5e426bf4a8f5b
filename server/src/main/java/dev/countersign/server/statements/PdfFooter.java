package dev.countersign.server.statements;

import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** The foot of each page: whose it is, when it was made, and which page of how many. */
final class PdfFooter extends PdfPageEventHelper {
  private static final float SIZE = 7;
  private static final float BASELINE = 34;
  private static final float TOTAL_WIDTH = 30;
  private static final float GAP = 12;

  private final PdfFonts fonts;
  private final String left;
  private final String middle;
  private @Nullable PdfTemplate total;
  private int pages;

  PdfFooter(PdfFonts fonts, String left, String middle) {
    this.fonts = fonts;
    this.left = left;
    this.middle = middle;
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    PdfContentByte content = writer.getDirectContent();
    pages = writer.getPageNumber();
    if (total == null) {
      total = content.createTemplate(TOTAL_WIDTH, SIZE * 2);
    }
    BaseFont font = fonts.base();
    float center = (document.left() + document.right()) / 2;
    float room = center - font.getWidthPoint(middle, SIZE) / 2 - GAP - document.left();
    put(content, Element.ALIGN_LEFT, fitted(left, font, room), document.left());
    put(content, Element.ALIGN_CENTER, middle, center);
    String page = "Page " + pages + " of";
    float end = document.right() - font.getWidthPoint("0000", SIZE);
    put(content, Element.ALIGN_RIGHT, page, end - font.getWidthPoint(" ", SIZE));
    // How many there are is known at the end alone, and drawn then.
    content.addTemplate(total, end, BASELINE);
  }

  @Override
  public void onCloseDocument(PdfWriter writer, Document document) {
    if (total != null) {
      ColumnText.showTextAligned(
          total,
          Element.ALIGN_LEFT,
          new Phrase(Integer.toString(pages), fonts.muted(SIZE)),
          0,
          0,
          0);
    }
  }

  private static String fitted(String text, BaseFont font, float room) {
    int end = text.length();
    while (end > 0 && font.getWidthPoint(text.substring(0, end) + "…", SIZE) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return font.getWidthPoint(text, SIZE) <= room ? text : text.substring(0, end).strip() + "…";
  }

  private void put(PdfContentByte content, int alignment, String text, float x) {
    ColumnText.showTextAligned(
        content, alignment, new Phrase(text, fonts.muted(SIZE)), x, BASELINE, 0);
  }
}
