package dev.countersign.cli;

import dev.countersign.api.RequestToPayView;
import java.io.PrintWriter;

/** Says how a request to pay stands. */
final class RequestLines {
  private RequestLines() {}

  /** The line of a request; answers the exit code. */
  static int print(PrintWriter out, RequestToPayView request) {
    out.printf(
        "%s %s asks %s for %s %s%s: %s%n",
        request.id(),
        request.payee(),
        request.payer(),
        request.amount(),
        request.currency(),
        request.note() == null ? "" : " (" + request.note() + ")",
        request.status().equals("open")
            ? "open until " + request.expiresAt()
            : request.reason() == null
                ? request.status()
                : request.status() + ", " + request.reason());
    return 0;
  }
}
