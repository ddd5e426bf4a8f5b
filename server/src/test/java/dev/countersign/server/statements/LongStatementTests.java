package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Statements of very many lines go out while they are read. */
class LongStatementTests {
  private static final int LINES = 20_000;

  private final Counting out = new Counting();
  private long writtenHalfway;

  /** Keeps nothing but how much there was. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }

  @Test
  void writesCsvWhileItReads() throws IOException {
    CsvStatement.write(statement(), out);
    assertThat(writtenHalfway).isGreaterThan(out.bytes / 3);
  }

  @Test
  void writesCamt053WhileItReads() throws IOException {
    Camt053.write(statement(), out);
    assertThat(writtenHalfway).isGreaterThan(out.bytes / 3);
  }

  @Test
  void writesPdfWhileItReads() throws IOException {
    PdfStatement.write(statement(), out);
    assertThat(writtenHalfway).isGreaterThan(out.bytes / 4);
  }

  private Statement statement() {
    return Drafts.statement("Tenant", "Holder", LINES, this::lines);
  }

  private void lines(Consumer<StatementLine> reader) {
    for (int number = 1; number <= LINES; number++) {
      if (number == LINES / 2) {
        writtenHalfway = out.bytes;
      }
      reader.accept(Drafts.line(number, "ann", "reference " + number));
    }
  }
}
