package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;

/** A customer of the installation, whose people, money and history no other tenant sees. */
public record TenantId(UUID value) implements TypedId {
  /** The tenant that every installation has. */
  public static final TenantId DEFAULT =
      new TenantId(UUID.fromString("01900000-0000-7000-8000-000000000001"));

  public static Optional<TenantId> parse(String text) {
    return TypedId.parse("ten", text).map(TenantId::new);
  }

  @Override
  public String prefix() {
    return "ten";
  }

  @Override
  public String toString() {
    return text();
  }
}
