package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A payment, or any other movement of money. */
public record PaymentId(UUID value) implements TypedId {
  public static Optional<PaymentId> parse(String text) {
    return TypedId.parse("pay", text).map(PaymentId::new);
  }

  @Override
  public String prefix() {
    return "pay";
  }

  @Override
  public String toString() {
    return text();
  }
}
