package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TypedId;
import java.util.Optional;
import java.util.UUID;

/** One way by which one person proves that it is them. */
public record FactorId(UUID value) implements TypedId {
  public static Optional<FactorId> parse(String text) {
    return TypedId.parse("mfa", text).map(FactorId::new);
  }

  @Override
  public String prefix() {
    return "mfa";
  }

  @Override
  public String toString() {
    return text();
  }
}
