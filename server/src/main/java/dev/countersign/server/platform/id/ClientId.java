package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A program that a tenant has registered. */
public record ClientId(UUID value) implements TypedId {
  public static Optional<ClientId> parse(String text) {
    return TypedId.parse("cli", text).map(ClientId::new);
  }

  @Override
  public String prefix() {
    return "cli";
  }

  @Override
  public String toString() {
    return text();
  }
}
