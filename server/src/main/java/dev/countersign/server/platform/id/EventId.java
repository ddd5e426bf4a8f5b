package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** An event of the audit trail. */
public record EventId(UUID value) implements TypedId {
  public static Optional<EventId> parse(String text) {
    return TypedId.parse("evt", text).map(EventId::new);
  }

  @Override
  public String prefix() {
    return "evt";
  }

  @Override
  public String toString() {
    return text();
  }
}
