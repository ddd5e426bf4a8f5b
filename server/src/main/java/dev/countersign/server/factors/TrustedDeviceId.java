package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TypedId;
import java.util.Optional;
import java.util.UUID;

/** One device on which one person need not prove a factor for a while. */
public record TrustedDeviceId(UUID value) implements TypedId {
  public static Optional<TrustedDeviceId> parse(String text) {
    return TypedId.parse("dev", text).map(TrustedDeviceId::new);
  }

  @Override
  public String prefix() {
    return "dev";
  }

  @Override
  public String toString() {
    return text();
  }
}
