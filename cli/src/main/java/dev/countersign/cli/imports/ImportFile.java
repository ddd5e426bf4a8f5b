package dev.countersign.cli.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A file of people, read from its beginning to its end and never held as a whole. */
public record ImportFile(Path path, Format format) {
  /** How people are written down. */
  public enum Format {
    /** Comma-separated, with a header that names the columns (RFC 4180). */
    CSV,
    /** One JSON object a line. */
    NDJSON;

    /** The format that a file's name tells. */
    public static Format of(Path path) {
      String name = path.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".csv")) {
        return CSV;
      }
      if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
        return NDJSON;
      }
      throw new UnreadableFileException(
          "The name of the file does not tell its format. Say it with --format csv or ndjson.");
    }
  }

  /** Every line in order, those that cannot be read too. */
  public void forEach(Consumer<ImportLine> work) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      reader.mark(1);
      // A mark of the byte order, as spreadsheets write it, is no part of the first name.
      if (reader.read() != '\ufeff') {
        reader.reset();
      }
      switch (format) {
        case CSV -> CsvPeople.read(reader, work);
        case NDJSON -> JsonPeople.read(reader, work);
      }
    }
  }

  /** How many lines there are to read. */
  public int count() throws IOException {
    int[] lines = {0};
    forEach(_ -> lines[0]++);
    return lines[0];
  }
}
