package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is read back.
 *
 * @param place in the log; null for the moment until it has one
 * @param type the wire name of its type
 * @param actorType {@code user}, {@code anonymous} or {@code system}
 * @param personal what was sealed, opened; empty once the person is forgotten
 */
public record RecordedEvent(
    EventId id,
    @Nullable Long place,
    String type,
    Severity severity,
    Instant occurredAt,
    String actorType,
    @Nullable UUID actorId,
    AuditEvent.@Nullable Target target,
    @Nullable SessionId session,
    @Nullable String requestId,
    Map<String, ?> metadata,
    @Nullable UUID personId,
    Map<String, String> personal) {

  /** What happened, in a sentence; the type itself where this program does not know it. */
  public String description() {
    return AuditEventType.ofWireName(type).map(AuditEventType::description).orElse(type);
  }
}
