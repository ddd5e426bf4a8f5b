package dev.countersign.server.payments;

import dev.countersign.api.BatchLimits;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentItem;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.UnreadableBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body of newline-delimited JSON, with one line in memory. Empty lines are passed over. For one
 * thread.
 */
final class PaymentLines {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int USUAL_LINE_BYTES = 256;

  private final InputStream body;
  private final JsonMapper json;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  PaymentLines(InputStream body, JsonMapper json) {
    this.body = body;
    this.json = json;
  }

  /**
   * The next line, to be read as an item, which throws a {@link ProblemException} where it is none;
   * {@code null} after the last.
   */
  @Nullable Supplier<PaymentItem> next() throws IOException {
    int first = read();
    while (first == '\n' || first == '\r' || first == ' ') {
      first = read();
    }
    if (first < 0) {
      return null;
    }
    byte[] line = new byte[USUAL_LINE_BYTES];
    int length = 0;
    for (int next = first; next >= 0 && next != '\n'; next = read()) {
      if (length == line.length && length < BatchLimits.LINE_BYTES_MAX) {
        line = Arrays.copyOf(line, 2 * length);
      }
      // Of a line that is too long the rest is taken off the body and dropped.
      if (length < line.length) {
        line[length] = (byte) next;
      }
      length++;
    }
    byte[] whole = line;
    int bytes = length;
    return () -> item(whole, bytes);
  }

  /** Takes the rest off the body, unread. */
  void drop() throws IOException {
    while (body.read(buffer) >= 0) {
      at = end;
    }
  }

  private PaymentItem item(byte[] line, int length) {
    if (length > BatchLimits.LINE_BYTES_MAX) {
      throw new ProblemException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "Keep a line within " + BatchLimits.LINE_BYTES_MAX + " bytes.");
    }
    try {
      PaymentItem item = json.readValue(line, 0, length, PaymentItem.class);
      if (item == null) {
        throw new ProblemException(ErrorCode.MALFORMED_REQUEST, "Leave out what is null.");
      }
      return item;
    } catch (JacksonException e) {
      throw UnreadableBody.explain(e);
    }
  }

  private int read() throws IOException {
    if (at == end) {
      end = Math.max(body.read(buffer), 0);
      at = 0;
      if (end == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xff;
  }
}
