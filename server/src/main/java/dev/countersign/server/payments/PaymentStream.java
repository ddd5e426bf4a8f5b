package dev.countersign.server.payments;

import dev.countersign.api.BatchLimits;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentItem;
import dev.countersign.api.PaymentVerdict;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * A long batch in constant memory: items are read while those before them are posted, and verdicts
 * go out in order as they come. Where the ledger cannot go on, a last line says from which item on
 * to send again. For one thread.
 */
final class PaymentStream {
  // As many as make a commit worth its while, and as many ahead as keep the ledger busy.
  private static final int PART = 500;
  private static final int PARTS_AHEAD = 3;

  private final Supplier<PaymentBatch> batches;
  private final Postings postings;
  private final JsonMapper json;
  private final OutputStream out;
  private final Queue<Supplier<List<PaymentVerdict>>> underWay = new ArrayDeque<>();
  private final long offset;
  private long answered;

  /**
   * @param batches a new part of the batch
   * @param offset the index of the first item
   * @param out where verdicts go; untouched until there is one
   */
  PaymentStream(
      Supplier<PaymentBatch> batches,
      long offset,
      Postings postings,
      JsonMapper json,
      OutputStream out) {
    this.batches = batches;
    this.offset = offset;
    this.answered = offset;
    this.postings = postings;
    this.json = json;
    this.out = out;
  }

  /** Each item by itself. */
  void post(PaymentLines lines) throws IOException {
    try {
      long next = offset;
      PaymentBatch part = batches.get();
      for (Supplier<PaymentItem> line = lines.next(); line != null; line = lines.next()) {
        requireNoMoreThan(BatchLimits.LINES_MAX, next);
        part.add(next++, line);
        if (part.size() == PART) {
          underWay.add(part.post(postings));
          part = batches.get();
        }
        if (underWay.size() > PARTS_AHEAD) {
          write(underWay.remove().get());
        }
      }
      requireSome(next);
      underWay.add(part.post(postings));
      while (!underWay.isEmpty()) {
        write(underWay.remove().get());
      }
    } catch (ProblemException stopped) {
      if (answered == offset) {
        throw stopped;
      }
      write(
          List.of(PaymentVerdict.stopped(answered, stopped.code(), BatchItems.sentence(stopped))));
      // A client that reads only once it has sent everything would never come to that line.
      lines.drop();
    }
  }

  /** All or none. */
  void postLinked(PaymentLines lines) throws IOException {
    long next = offset;
    PaymentBatch whole = batches.get();
    for (Supplier<PaymentItem> line = lines.next(); line != null; line = lines.next()) {
      requireNoMoreThan(BatchLimits.ATOMIC_MAX, next);
      whole.add(next++, line);
    }
    requireSome(next);
    write(whole.postLinked(postings).get());
  }

  private void write(List<PaymentVerdict> verdicts) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (PaymentVerdict verdict : verdicts) {
      lines.writeBytes(json.writeValueAsBytes(verdict));
      lines.write('\n');
    }
    lines.writeTo(out);
    out.flush();
    answered += verdicts.size();
  }

  private void requireNoMoreThan(int max, long next) {
    if (next - offset == max) {
      throw new ProblemException(
          ErrorCode.PAYLOAD_TOO_LARGE, "Send at most " + max + " lines at a time.");
    }
  }

  private void requireSome(long next) {
    if (next == offset) {
      Fields fields = new Fields();
      fields.fault("transactions", "size", "Give a line for each payment.");
      fields.verify();
    }
  }
}
