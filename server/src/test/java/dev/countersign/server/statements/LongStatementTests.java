package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Statements of a hundred thousand lines go out while they are read. */
class LongStatementTests {
  private static final int LINES = 100_000;
  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

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
    return new Statement(
        "Tenant",
        new Account(
            new AccountId(new UUID(1, 1)),
            TenantId.DEFAULT,
            Account.Kind.STANDARD,
            null,
            "ref",
            "EUR",
            0,
            0,
            0,
            Account.Status.OPEN,
            LINES,
            TIME),
        "Holder",
        new Asset("EUR", 2),
        TIME,
        TIME.plusSeconds(1),
        Sense.RECORDED,
        TIME,
        0,
        LINES,
        0,
        LINES,
        0,
        this::lines);
  }

  private void lines(Consumer<StatementLine> reader) {
    for (int number = 1; number <= LINES; number++) {
      if (number == LINES / 2) {
        writtenHalfway = out.bytes;
      }
      reader.accept(
          new StatementLine(
              "pay_01m7z6pb1me008x35xhrpyg2nx",
              Transfer.Type.PAYMENT,
              "reference " + number,
              "ann",
              "acc_01m7z6pb1ae00bem2z59hnepe8",
              1,
              number,
              number,
              TIME,
              TIME));
    }
  }
}
