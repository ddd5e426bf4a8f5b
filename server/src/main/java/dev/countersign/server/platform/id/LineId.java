package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A line of a file that was taken in. */
public record LineId(UUID value) implements TypedId {
  public static Optional<LineId> parse(String text) {
    return TypedId.parse("rcl", text).map(LineId::new);
  }

  @Override
  public String prefix() {
    return "rcl";
  }

  @Override
  public String toString() {
    return text();
  }
}
