package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A file that was taken in. */
public record ImportId(UUID value) implements TypedId {
  public static Optional<ImportId> parse(String text) {
    return TypedId.parse("imp", text).map(ImportId::new);
  }

  @Override
  public String prefix() {
    return "imp";
  }

  @Override
  public String toString() {
    return text();
  }
}
