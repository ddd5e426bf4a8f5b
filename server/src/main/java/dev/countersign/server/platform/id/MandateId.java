package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A payer's word that a payee may draw on their account. */
public record MandateId(UUID value) implements TypedId {
  public static Optional<MandateId> parse(String text) {
    return TypedId.parse("mnd", text).map(MandateId::new);
  }

  @Override
  public String prefix() {
    return "mnd";
  }

  @Override
  public String toString() {
    return text();
  }
}
