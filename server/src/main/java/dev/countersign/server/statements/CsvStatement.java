package dev.countersign.server.statements;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A statement as RFC 4180 has it, safe to open in a spreadsheet. */
final class CsvStatement {
  private CsvStatement() {}

  static void write(Statement statement, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    CSVPrinter rows = new CSVPrinter(writer, CSVFormat.RFC4180);
    rows.printRecord(
        "effective_at",
        "recorded_at",
        "type",
        "payment",
        "reference",
        "counterparty",
        "counterparty_account",
        "amount",
        "currency",
        "balance");
    balance(
        rows, statement, statement.from().toString(), "opening_balance", statement.openingMinor());
    statement.lines().forEach(line -> line(rows, statement, line));
    balance(
        rows, statement, statement.to().toString(), "closing_balance", statement.closingMinor());
    rows.flush();
  }

  private static void balance(
      CSVPrinter rows, Statement statement, String at, String type, long minor) throws IOException {
    rows.printRecord(
        at, at, type, "", "", "", "", "", statement.asset().code(), statement.decimal(minor));
  }

  private static void line(CSVPrinter rows, Statement statement, StatementLine line) {
    try {
      rows.printRecord(
          line.effectiveAt(),
          line.recordedAt(),
          line.type().wireName(),
          line.payment(),
          harmless(line.reference()),
          harmless(line.counterparty()),
          harmless(line.counterpartyAccount()),
          statement.decimal(line.amountMinor()),
          statement.asset().code(),
          statement.decimal(line.balanceMinor()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A text that a spreadsheet would take for a formula begins with an apostrophe instead (OWASP,
  // CSV injection). Amounts are our own and stay numbers.
  private static String harmless(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
