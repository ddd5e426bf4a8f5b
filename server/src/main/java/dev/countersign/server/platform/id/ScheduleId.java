package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** Payments that somebody has the service make later. */
public record ScheduleId(UUID value) implements TypedId {
  public static Optional<ScheduleId> parse(String text) {
    return TypedId.parse("sch", text).map(ScheduleId::new);
  }

  @Override
  public String prefix() {
    return "sch";
  }

  @Override
  public String toString() {
    return text();
  }
}
