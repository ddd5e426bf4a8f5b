package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A role that somebody asked for, for a while. */
public record ElevationId(UUID value) implements TypedId {
  public static Optional<ElevationId> parse(String text) {
    return TypedId.parse("elv", text).map(ElevationId::new);
  }

  @Override
  public String prefix() {
    return "elv";
  }

  @Override
  public String toString() {
    return text();
  }
}
