package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.EventId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook, or past it.
 *
 * @param queuedAt since when it is tried
 * @param dueAt when it is tried next, while it is queued
 */
record Delivery(
    WebhookId webhook,
    EventId event,
    String eventType,
    Status status,
    int attempts,
    Instant queuedAt,
    Instant dueAt,
    @Nullable Instant finishedAt) {

  /** Where it stands. */
  enum Status {
    /** It waits for its first or next attempt. */
    QUEUED,
    /** The receiver took it. */
    DELIVERED,
    /** It was given up. */
    DEAD;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> find(String name) {
      return Arrays.stream(values()).filter(status -> status.wireName().equals(name)).findFirst();
    }
  }

  /**
   * One attempt.
   *
   * @param status what the receiver answered; null where it did not
   * @param failure what went wrong; null for a success
   */
  record Attempt(Instant at, long millis, @Nullable Integer status, @Nullable String failure) {}
}
