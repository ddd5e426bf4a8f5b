package dev.countersign.server.audit;

import dev.countersign.server.platform.store.RoundTrip;
import java.util.List;

/**
 * Where events are recorded. Recording joins the caller's transaction: no change without its event.
 */
public interface AuditTrail {
  /** Writes events set-based, each with its pending row, in the caller's transaction. */
  void record(List<AuditEvent> events);

  /** The same, where the trail can, by a round trip that is made later in the transaction. */
  default void record(List<AuditEvent> events, RoundTrip trip) {
    record(events);
  }

  /** Writes one event. */
  default void record(AuditEvent event) {
    record(List.of(event));
  }
}
