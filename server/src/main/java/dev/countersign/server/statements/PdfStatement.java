package dev.countersign.server.statements;

import dev.countersign.server.ledger.Sense;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A statement on paper: each page goes out when it is full, so that memory does not grow with the
 * number of lines.
 */
final class PdfStatement {
  private static final float MARGIN = 48;
  private static final float FOOT = 60;
  private static final int ROWS_AT_ONCE = 200;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Statement statement;
  private final PdfFonts fonts;
  private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, FOOT);
  private int rows;
  private boolean unknown;

  private PdfStatement(Statement statement) throws IOException {
    this.statement = statement;
    this.fonts = new PdfFonts();
  }

  static void write(Statement statement, OutputStream out) throws IOException {
    new PdfStatement(statement).write(out);
  }

  private void write(OutputStream out) throws IOException {
    PdfWriter writer = PdfWriter.getInstance(document, out);
    writer.setCloseStream(false);
    writer.setPageEvent(
        new PdfFooter(
            fonts,
            statement.account().id().text() + " · " + shown(statement.issuer()),
            "Made " + TIME.format(statement.createdAt())));
    document.addTitle("Account statement " + statement.account().id().text());
    document.addAuthor(statement.issuer());
    document.open();
    head();
    document.add(summary());
    lines();
    document.close();
  }

  private void head() {
    Paragraph issuer = new Paragraph(shown(statement.issuer()), fonts.bold(11));
    document.add(issuer);
    Paragraph title = new Paragraph("Account statement", fonts.bold(20));
    title.setSpacingBefore(6);
    title.setSpacingAfter(10);
    document.add(title);
  }

  private PdfPTable summary() {
    PdfPTable table = new PdfPTable(new float[] {26, 74});
    table.setWidthPercentage(100);
    table.setSpacingAfter(14);
    fact(table, "Account", statement.account().id().text());
    String holder = statement.holder();
    if (holder != null) {
      fact(table, "Holder", shown(holder));
    }
    fact(table, "Currency", statement.asset().code());
    fact(
        table,
        "Period",
        "from " + moment(statement.from()) + " to before " + moment(statement.to()));
    fact(
        table,
        "Ordered by",
        statement.sense() == Sense.RECORDED
            ? "the time an entry was recorded"
            : "the time an entry counts from");
    fact(table, "Opening balance", money(statement.openingMinor()));
    fact(
        table, "Money in", money(statement.creditsMinor()) + " in " + entries(statement.credits()));
    fact(
        table, "Money out", money(-statement.debitsMinor()) + " in " + entries(statement.debits()));
    fact(table, "Closing balance", money(statement.closingMinor()));
    return table;
  }

  private void fact(PdfPTable table, String name, String value) {
    table.addCell(plain(new Phrase(name, fonts.muted(9)), Element.ALIGN_LEFT));
    boolean matters = name.endsWith("balance");
    table.addCell(
        plain(new Phrase(value, matters ? fonts.bold(9) : fonts.regular(9)), Element.ALIGN_LEFT));
  }

  private void lines() {
    PdfPTable table = new PdfPTable(new float[] {17, 47, 18, 18});
    table.setWidthPercentage(100);
    table.setHeaderRows(1);
    table.setSplitRows(false);
    table.setComplete(false);
    heading(table, "Date", Element.ALIGN_LEFT);
    heading(table, "Entry", Element.ALIGN_LEFT);
    heading(table, "Amount " + statement.asset().code(), Element.ALIGN_RIGHT);
    heading(table, "Balance " + statement.asset().code(), Element.ALIGN_RIGHT);
    balance(table, statement.from(), "Opening balance", statement.openingMinor());
    statement
        .lines()
        .forEach(line -> {
          line(table, line);
          if (++rows % ROWS_AT_ONCE == 0) {
            document.add(table);
          }
        });
    balance(table, statement.to(), "Closing balance", statement.closingMinor());
    table.setComplete(true);
    document.add(table);
    if (unknown) {
      Paragraph note =
          new Paragraph(
              PdfFonts.UNKNOWN
                  + " stands for a letter that the typeface of this document does not have. The"
                  + " statement as CSV or camt.053 has them all.",
              fonts.muted(7));
      note.setSpacingBefore(6);
      document.add(note);
    }
  }

  private String shown(String text) {
    String shown = fonts.shown(text);
    unknown |= shown.contains(PdfFonts.UNKNOWN);
    return shown;
  }

  private void heading(PdfPTable table, String text, int alignment) {
    PdfPCell cell = plain(new Phrase(text, fonts.bold(8)), alignment);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderWidthBottom(1);
    table.addCell(cell);
  }

  private void balance(PdfPTable table, Instant at, String name, long minor) {
    table.addCell(ruled(new Phrase(DAY.format(at), fonts.regular(8)), Element.ALIGN_LEFT));
    table.addCell(ruled(new Phrase(name, fonts.bold(8)), Element.ALIGN_LEFT));
    table.addCell(ruled(new Phrase("", fonts.regular(8)), Element.ALIGN_RIGHT));
    table.addCell(ruled(new Phrase(grouped(minor), fonts.bold(8)), Element.ALIGN_RIGHT));
  }

  private void line(PdfPTable table, StatementLine line) {
    Instant at = statement.sense() == Sense.RECORDED ? line.recordedAt() : line.effectiveAt();
    Phrase when = new Phrase(DAY.format(at), fonts.regular(8));
    when.add(new Chunk("\n" + TIME_OF_DAY.format(at), fonts.muted(7)));
    table.addCell(ruled(when, Element.ALIGN_LEFT));
    table.addCell(ruled(entry(line), Element.ALIGN_LEFT));
    table.addCell(
        ruled(new Phrase(grouped(line.amountMinor()), fonts.regular(8)), Element.ALIGN_RIGHT));
    table.addCell(
        ruled(new Phrase(grouped(line.balanceMinor()), fonts.regular(8)), Element.ALIGN_RIGHT));
  }

  private Phrase entry(StatementLine line) {
    String type = Words.of(line.type().name());
    String other = line.counterparty();
    Font font = fonts.regular(8);
    Phrase entry =
        new Phrase(
            other == null
                ? type
                : type + (line.amountMinor() < 0 ? " to " : " from ") + shown(other),
            font);
    String details =
        Stream.of(
                line.reference() == null ? "" : "Reference " + shown(line.reference()),
                line.payment(),
                isBackdated(line) ? "counts from " + DAY.format(line.effectiveAt()) : "")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" · "));
    entry.add(new Chunk("\n" + details, fonts.muted(7)));
    return entry;
  }

  private boolean isBackdated(StatementLine line) {
    return statement.sense() == Sense.RECORDED && !line.effectiveAt().equals(line.recordedAt());
  }

  private static PdfPCell plain(Phrase phrase, int alignment) {
    PdfPCell cell = new PdfPCell(phrase);
    cell.setBorder(Rectangle.NO_BORDER);
    cell.setHorizontalAlignment(alignment);
    cell.setPaddingLeft(0);
    cell.setPaddingRight(alignment == Element.ALIGN_LEFT ? 6 : 0);
    cell.setPaddingBottom(4);
    return cell;
  }

  private PdfPCell ruled(Phrase phrase, int alignment) {
    PdfPCell cell = plain(phrase, alignment);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderWidthBottom(0.3f);
    cell.setBorderColorBottom(PdfFonts.RULE);
    return cell;
  }

  private String money(long minor) {
    return grouped(minor) + " " + statement.asset().code();
  }

  // Groups of three with a space that does not break: 1 234 567.89 reads alike everywhere.
  private String grouped(long minor) {
    String decimal = statement.decimal(minor);
    int point = decimal.indexOf('.');
    String whole = point < 0 ? decimal : decimal.substring(0, point);
    String rest = point < 0 ? "" : decimal.substring(point);
    return whole.replaceAll("(?<=[0-9])(?=(?:[0-9]{3})+$)", "\u00A0") + rest;
  }

  private static String entries(long count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private static String moment(Instant at) {
    return TIME.format(at).replace(" 00:00:00 UTC", "");
  }
}
