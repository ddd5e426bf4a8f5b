package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A payment that waits to be countersigned. */
public record WaitingPaymentId(UUID value) implements TypedId {
  public static Optional<WaitingPaymentId> parse(String text) {
    return TypedId.parse("csg", text).map(WaitingPaymentId::new);
  }

  @Override
  public String prefix() {
    return "csg";
  }

  @Override
  public String toString() {
    return text();
  }
}
