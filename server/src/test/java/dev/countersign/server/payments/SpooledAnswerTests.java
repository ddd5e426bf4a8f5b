package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SpooledAnswerTests {
  private static final int PIECES = 50;
  private static final int PIECE = 100_000;

  @Test
  void sendsInOrderWhatItsClientTakesLate() throws IOException {
    CountDownLatch reading = new CountDownLatch(1);
    Client client = new Client(reading);
    try (SpooledAnswer answer = new SpooledAnswer(client)) {
      // None of this waits, though the client takes nothing.
      write(answer, 0, PIECES);
      reading.countDown();
      await().until(() -> client.received.size() == PIECES * PIECE);
      // It has caught up, and what comes goes through memory again.
      write(answer, PIECES, PIECES + 1);
    }
    assertThat(client.received.toByteArray()).isEqualTo(pieces(0, PIECES + 1));
  }

  @Test
  void leavesItsClientAloneUntilThereIsSomething() throws IOException {
    Client client = new Client(new CountDownLatch(0));
    new SpooledAnswer(client).close();
    assertThat(client.received.size()).isZero();
  }

  @Test
  void tellsWhoeverWritesThatItsClientIsGone() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    SpooledAnswer answer = new SpooledAnswer(gone);
    await()
        .until(() -> {
          try {
            answer.write(1);
            return false;
          } catch (IOException told) {
            return "the client is gone".equals(told.getMessage());
          }
        });
    assertThatThrownBy(answer::close).hasMessage("the client is gone");
  }

  private static void write(OutputStream answer, int from, int to) throws IOException {
    for (int piece = from; piece < to; piece++) {
      answer.write(piece(piece));
    }
  }

  private static byte[] pieces(int from, int to) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    write(all, from, to);
    return all.toByteArray();
  }

  private static byte[] piece(int number) {
    byte[] piece = new byte[PIECE];
    Arrays.fill(piece, (byte) number);
    return piece;
  }

  /** Takes nothing until it is let. */
  private static final class Client extends OutputStream {
    private final CountDownLatch reading;
    final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Client(CountDownLatch reading) {
      this.reading = reading;
    }

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        reading.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      received.write(bytes, offset, length);
    }
  }
}
