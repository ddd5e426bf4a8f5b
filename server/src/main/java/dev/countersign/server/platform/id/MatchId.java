package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** Lines and entries that are held to be the same. */
public record MatchId(UUID value) implements TypedId {
  public static Optional<MatchId> parse(String text) {
    return TypedId.parse("rcm", text).map(MatchId::new);
  }

  @Override
  public String prefix() {
    return "rcm";
  }

  @Override
  public String toString() {
    return text();
  }
}
