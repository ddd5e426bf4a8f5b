package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** What somebody asks another to pay them. */
public record RequestToPayId(UUID value) implements TypedId {
  public static Optional<RequestToPayId> parse(String text) {
    return TypedId.parse("prq", text).map(RequestToPayId::new);
  }

  @Override
  public String prefix() {
    return "prq";
  }

  @Override
  public String toString() {
    return text();
  }
}
