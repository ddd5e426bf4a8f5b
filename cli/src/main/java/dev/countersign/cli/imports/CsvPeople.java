package dev.countersign.cli.imports;

import dev.countersign.api.UserImport;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** People in comma-separated values; an empty cell is as good as none. */
final class CsvPeople {
  private static final List<String> COLUMNS =
      List.of(
          "email",
          "username",
          "external_id",
          "password_hash",
          "email_verified",
          "must_change_password");

  private final List<String> header;

  private CsvPeople(List<String> header) {
    this.header = header;
  }

  static void read(Reader reader, Consumer<ImportLine> work) throws IOException {
    CsvRecords records = new CsvRecords(reader);
    CsvPeople people = new CsvPeople(header(records.next()));
    for (Optional<CsvRecords.Row> row = records.next(); row.isPresent(); row = records.next()) {
      if (!row.get().isBlank()) {
        work.accept(people.line(row.get()));
      }
    }
  }

  private static List<String> header(Optional<CsvRecords.Row> first) {
    List<String> names =
        first.map(CsvRecords.Row::cells).orElse(List.of()).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        throw new UnreadableFileException(
            "The first line has to name the columns. There is no column \"%s\"; there are %s."
                .formatted(name, String.join(", ", COLUMNS)));
      }
    }
    if (!names.contains("email") || names.stream().distinct().count() != names.size()) {
      throw new UnreadableFileException(
          "The first line has to name the columns, each once, with email among them.");
    }
    return names;
  }

  private ImportLine line(CsvRecords.Row row) {
    if (!row.whole()) {
      return ImportLine.faulty(row.line(), "A quote is missing, or stands where none may.");
    }
    if (row.cells().size() != header.size()) {
      return ImportLine.faulty(
          row.line(),
          "There are %d cells, and %d columns.".formatted(row.cells().size(), header.size()));
    }
    String verified = cell(row, "email_verified");
    String mustChange = cell(row, "must_change_password");
    if (isNoTruth(verified) || isNoTruth(mustChange)) {
      return ImportLine.faulty(row.line(), "What is neither true nor false has to be empty.");
    }
    String email = cell(row, "email");
    return ImportLine.of(
        row.line(),
        new UserImport(
            email == null ? "" : email,
            cell(row, "username"),
            cell(row, "external_id"),
            cell(row, "password_hash"),
            truth(verified),
            truth(mustChange)));
  }

  private @Nullable String cell(CsvRecords.Row row, String column) {
    int at = header.indexOf(column);
    String cell = at < 0 ? "" : row.cells().get(at).strip();
    return cell.isEmpty() ? null : cell;
  }

  private static boolean isNoTruth(@Nullable String cell) {
    return cell != null && !List.of("true", "false", "1", "0").contains(lower(cell));
  }

  private static @Nullable Boolean truth(@Nullable String cell) {
    return cell == null ? null : List.of("true", "1").contains(lower(cell));
  }

  private static String lower(String cell) {
    return cell.toLowerCase(Locale.ROOT);
  }
}
