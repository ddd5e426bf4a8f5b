package dev.countersign.server.audit;

import dev.countersign.api.AuditEventView;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.UserId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as they go over the wire. */
final class EventViews {
  private EventViews() {}

  static AuditEventView of(RecordedEvent event) {
    AuditEvent.@Nullable Target target = event.target();
    return new AuditEventView(
        event.id().text(),
        event.place(),
        event.type(),
        event.description(),
        event.severity().wireName(),
        event.occurredAt(),
        event.actorType(),
        actor(event),
        target == null ? null : target.type(),
        target == null ? null : target.id(),
        event.session() == null ? null : event.session().text(),
        event.requestId(),
        new LinkedHashMap<>(event.metadata()),
        text(event.personId()),
        event.personal());
  }

  /** A person, a key or a program, by its id. */
  static Optional<UUID> actor(String text) {
    return UserId.parse(text)
        .map(UserId::value)
        .or(() -> ApiKeyId.parse(text).map(ApiKeyId::value))
        .or(() -> ClientId.parse(text).map(ClientId::value));
  }

  private static @Nullable String actor(RecordedEvent event) {
    UUID id = event.actorId();
    if (id == null) {
      return null;
    }
    return switch (event.actorType()) {
      case "api_key" -> new ApiKeyId(id).text();
      case "client" -> new ClientId(id).text();
      case "operator" -> "operator";
      default -> new UserId(id).text();
    };
  }

  private static @Nullable String text(@Nullable UUID person) {
    return person == null ? null : new UserId(person).text();
  }
}
