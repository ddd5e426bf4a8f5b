package dev.countersign.client;

import dev.countersign.api.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a failed call, before it gets its type. */
record Failure(
    String code,
    int status,
    String requestId,
    String detail,
    @Nullable Problem problem,
    @Nullable Duration retryAfter,
    @Nullable Throwable cause) {

  static Failure withoutAnswer(String code, String requestId, String detail, Throwable cause) {
    return new Failure(code, 0, requestId, detail, null, null, cause);
  }

  String message() {
    return status == 0
        ? "%s (%s, request %s)".formatted(detail, code, requestId)
        : "%s (%s, status %d, request %s)".formatted(detail, code, status, requestId);
  }

  /** A value of the problem's context, or {@code otherwise}. */
  String context(String name, String otherwise) {
    return problem == null ? otherwise : problem.context().getOrDefault(name, otherwise);
  }
}
