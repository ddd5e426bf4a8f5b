package dev.countersign.cli.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads comma-separated values by RFC 4180: quotes, doubled quotes, and line ends within them. */
final class CsvRecords {
  // Longer than any record of people; what is longer lacks a closing quote.
  private static final int CHARACTERS_MAX = 64 * 1024;
  private static final int END = -1;

  private final Reader reader;
  private int line = 1;
  private int next;

  CsvRecords(Reader reader) throws IOException {
    this.reader = reader;
    this.next = reader.read();
  }

  /**
   * One record.
   *
   * @param line where it begins, from 1
   * @param whole false where a quote was not closed, or stood where none may
   */
  record Row(int line, List<String> cells, boolean whole) {
    Row {
      cells = List.copyOf(cells);
    }

    boolean isBlank() {
      return cells.size() == 1 && cells.getFirst().isBlank();
    }
  }

  /** The next record; empty at the end. */
  Optional<Row> next() throws IOException {
    if (next == END) {
      return Optional.empty();
    }
    int begins = line;
    List<String> cells = new ArrayList<>();
    boolean whole = true;
    int characters = 0;
    do {
      StringBuilder cell = new StringBuilder();
      whole &= next == '"' ? quoted(cell) : plain(cell);
      cells.add(cell.toString());
      characters += cell.length();
    } while (take(',') && characters <= CHARACTERS_MAX);
    endLine();
    return Optional.of(new Row(begins, cells, whole && characters <= CHARACTERS_MAX));
  }

  private boolean plain(StringBuilder cell) throws IOException {
    boolean whole = true;
    while (next != END && next != ',' && next != '\n' && next != '\r') {
      whole &= next != '"';
      cell.append((char) advance());
    }
    return whole;
  }

  private boolean quoted(StringBuilder cell) throws IOException {
    advance();
    while (next != END && cell.length() <= CHARACTERS_MAX) {
      int read = advance();
      if (read != '"') {
        cell.append((char) read);
      } else if (next == '"') {
        cell.append((char) advance());
      } else {
        return next == END || next == ',' || next == '\n' || next == '\r';
      }
    }
    return false;
  }

  private boolean take(char wanted) throws IOException {
    if (next == wanted) {
      advance();
      return true;
    }
    return false;
  }

  // What stands behind a record that cannot be read is passed over up to the end of its line.
  private void endLine() throws IOException {
    while (next != END && next != '\n' && next != '\r') {
      advance();
    }
    if (next == '\r') {
      advance();
    }
    if (next == '\n') {
      advance();
    }
  }

  private int advance() throws IOException {
    int read = next;
    next = reader.read();
    if (read == '\n' || (read == '\r' && next != '\n')) {
      line++;
    }
    return read;
  }
}
