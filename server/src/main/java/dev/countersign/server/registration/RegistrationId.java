package dev.countersign.server.registration;

import dev.countersign.server.platform.id.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Somebody's wish to come in, until they have proved their address. */
public record RegistrationId(UUID value) implements TypedId {
  public static Optional<RegistrationId> parse(String text) {
    return TypedId.parse("reg", text).map(RegistrationId::new);
  }

  @Override
  public String prefix() {
    return "reg";
  }

  @Override
  public String toString() {
    return text();
  }
}
