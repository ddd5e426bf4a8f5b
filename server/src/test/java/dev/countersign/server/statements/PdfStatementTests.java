package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What can be read on paper. */
class PdfStatementTests {
  @Test
  void namesEveryPageAndRepeatsItsHead() throws IOException {
    String text = text(Drafts.statement("Tenant", "Ann", 200, "ben", "invoice 7"));
    int pages = text.split("Page [0-9]+ of", -1).length - 1;
    assertThat(pages).isGreaterThan(3);
    assertThat(text.split("Balance EUR", -1)).hasSize(pages + 1);
    assertThat(text).contains("Closing balance").doesNotContain(PdfFonts.UNKNOWN);
  }

  @Test
  void showsThatThereIsALetterItHasNoFormFor() throws IOException {
    String text = text(Drafts.statement("بنك", "王小明 Ünïcödé", 2, "Иван Ωμέγα", "😀 7"));
    assertThat(text)
        .contains("□□□ Ünïcödé", "Payment from Иван Ωμέγα", "Reference □ 7")
        .contains("□ stands for a letter");
  }

  @Test
  void cutsALongNameInItsFoot() throws IOException {
    String name = "A bank with a very long name ".repeat(5).strip();
    String text = text(Drafts.statement(name, "Ann", 2, "ben", "invoice 7"));
    assertThat(text).contains(name).contains("…").contains("Made 2026-11-21 12:00:00 UTC");
  }

  private static String text(Statement statement) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfStatement.write(statement, out);
    try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
      return new PDFTextStripper().getText(document).replaceAll("[\\s\u00A0]+", " ");
    }
  }
}
