package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** One sign-in of one person on one device. */
public record SessionId(UUID value) implements TypedId {
  public static Optional<SessionId> parse(String text) {
    return TypedId.parse("ses", text).map(SessionId::new);
  }

  @Override
  public String prefix() {
    return "ses";
  }

  @Override
  public String toString() {
    return text();
  }
}
