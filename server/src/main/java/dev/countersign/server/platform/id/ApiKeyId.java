package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A key by which a program calls. */
public record ApiKeyId(UUID value) implements TypedId {
  public static Optional<ApiKeyId> parse(String text) {
    return TypedId.parse("key", text).map(ApiKeyId::new);
  }

  @Override
  public String prefix() {
    return "key";
  }

  @Override
  public String toString() {
    return text();
  }
}
