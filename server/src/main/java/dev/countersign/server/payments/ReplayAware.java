package dev.countersign.server.payments;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The difference between the first answer and its replays: status and header, never the body. */
final class ReplayAware {
  static final String HEADER = "Idempotency-Replayed";

  private ReplayAware() {}

  static <T> ResponseEntity<T> answer(boolean replayed, T body) {
    return replayed
        ? ResponseEntity.ok().header(HEADER, "true").body(body)
        : ResponseEntity.status(HttpStatus.CREATED).body(body);
  }
}
