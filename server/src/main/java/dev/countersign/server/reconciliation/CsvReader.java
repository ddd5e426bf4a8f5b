package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV whose columns have been declared. */
final class CsvReader {
  private final CsvMapping mapping;
  private final Asset asset;

  private CsvReader(CsvMapping mapping, Asset asset) {
    this.mapping = mapping;
    this.asset = asset;
  }

  static OutsideStatement read(byte[] file, CsvMapping mapping, Asset asset) {
    return new CsvReader(mapping, asset).read(FileText.of(file, mapping.charset()));
  }

  private OutsideStatement read(String text) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(mapping.delimiter())
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    List<Line> lines = new ArrayList<>();
    try (CSVParser rows = format.parse(new StringReader(text))) {
      requireColumns(rows);
      for (CSVRecord row : rows) {
        // Of the record's last line: a quoted text may span several.
        lines.add(line(lines.size() + 1, Math.toIntExact(rows.getCurrentLineNumber()), row));
        if (lines.size() > OutsideStatement.LINES_MAX) {
          throw UnreadableFile.at(
              lines.size(), "row", "Send at most " + OutsideStatement.LINES_MAX + ".");
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw UnreadableFile.at(lines.size() + 2, "row", "This is no CSV: check its quotes.");
    }
    return new OutsideStatement(lines);
  }

  private void requireColumns(CSVParser rows) {
    List<String> declared = new ArrayList<>(List.of(mapping.date(), mapping.amount()));
    for (String column :
        new @Nullable String[] {mapping.reference(), mapping.counterparty(), mapping.details()}) {
      if (column != null) {
        declared.add(column);
      }
    }
    for (String column : declared) {
      if (!rows.getHeaderMap().containsKey(column)) {
        throw UnreadableFile.at(1, column, "There is no such column.");
      }
    }
  }

  private Line line(int number, int at, CSVRecord row) {
    if (!row.isConsistent()) {
      throw UnreadableFile.at(at, "row", "It has another number of fields than the heading.");
    }
    String amount = row.get(mapping.amount()).replace("\u00A0", "").replace(" ", "");
    String decimal =
        mapping.decimal() == ','
            ? amount.replace(".", "").replace(',', '.')
            : amount.replace(",", "");
    long minor = LineAmounts.minor(at, mapping.amount(), decimal, asset);
    if (minor == 0) {
      throw UnreadableFile.at(at, mapping.amount(), "Nothing moved.");
    }
    return new Line(
        number,
        date(at, row.get(mapping.date())),
        minor,
        optional(at, row, mapping.reference()),
        optional(at, row, mapping.counterparty()),
        optional(at, row, mapping.details()));
  }

  private LocalDate date(int at, String text) {
    try {
      return LocalDate.parse(text, mapping.dateFormat());
    } catch (DateTimeException e) {
      throw UnreadableFile.at(at, mapping.date(), "This is no day of the declared form.");
    }
  }

  private static @Nullable String optional(int at, CSVRecord row, @Nullable String column) {
    return column == null ? null : FileText.kept(at, column, row.get(column));
  }
}
