package dev.countersign.server.registration;

import dev.countersign.server.platform.id.TypedId;
import java.util.Optional;
import java.util.UUID;

/** An administrator's word that somebody may come in. */
public record InvitationId(UUID value) implements TypedId {
  public static Optional<InvitationId> parse(String text) {
    return TypedId.parse("inv", text).map(InvitationId::new);
  }

  @Override
  public String prefix() {
    return "inv";
  }

  @Override
  public String toString() {
    return text();
  }
}
