package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** Somebody who can sign in. */
public record UserId(UUID value) implements TypedId {
  public static Optional<UserId> parse(String text) {
    return TypedId.parse("usr", text).map(UserId::new);
  }

  @Override
  public String prefix() {
    return "usr";
  }

  @Override
  public String toString() {
    return text();
  }
}
