package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the stream of events and webhooks tell it. Each has its place in one
 * order that never changes.
 *
 * @param id the event's id {@code evt_…}, the same wherever the event is told
 * @param cursor where to go on from after this event: send it as {@code after}, or as {@code
 *     Last-Event-ID}; its form means nothing. Absent in webhooks
 * @param type what happened, stable: {@code payment.completed}, {@code auth.login.success}
 * @param timestamp when it happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveEvent(
    String id, @Nullable String cursor, String type, Instant timestamp, LiveEventData data) {
  /** What the types of events about payments begin with. */
  public static final String PAYMENTS = "payment.";

  /** Whether it is about a payment. */
  public boolean isAboutPayment() {
    return type.startsWith(PAYMENTS);
  }
}
