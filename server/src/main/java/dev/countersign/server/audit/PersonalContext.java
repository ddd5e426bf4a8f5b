package dev.countersign.server.audit;

import java.util.UUID;

/** What an event's personal details are bound to, so that they open with no other event. */
final class PersonalContext {
  private PersonalContext() {}

  static String of(UUID eventId) {
    return "audit-event:" + eventId;
  }
}
