package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Where a tenant wants to be told of events. */
public record WebhookId(UUID value) implements TypedId {
  public static Optional<WebhookId> parse(String text) {
    return TypedId.parse("whk", text).map(WebhookId::new);
  }

  @Override
  public String prefix() {
    return "whk";
  }

  @Override
  public String toString() {
    return text();
  }
}
