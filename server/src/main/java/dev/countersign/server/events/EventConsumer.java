package dev.countersign.server.events;

import dev.countersign.server.audit.PlacedEvent;
import java.util.List;

/**
 * Takes every event of the installation once, in order, on whichever node is at it. What it writes
 * is committed with how far the events were passed on: neither without the other.
 */
public interface EventConsumer {
  /**
   * Whether it wants any event at all at the moment. Asked in the transaction, after the end of the
   * log was read: whoever becomes interested later is told of what is placed from then on.
   */
  boolean isInterested();

  /** Takes events, in a transaction that works across tenants. */
  void take(List<PlacedEvent> events);
}
