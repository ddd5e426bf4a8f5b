package dev.countersign.server.audit;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the feature that did it tells it.
 *
 * @param actorId the person who did it, where known
 * @param target what it was done to, as {@code kind} and typed id text, where there is one
 * @param metadata ids, codes and counts only: strings, whole numbers, booleans, lists and maps of
 *     them
 * @param personId whose key seals {@code personal}; the tenant's own key where nobody is known
 * @param personal e-mail, address, user agent, free text: sealed before it is written
 */
public record AuditEvent(
    TenantId tenant,
    AuditEventType type,
    @Nullable UUID actorId,
    @Nullable Target target,
    @Nullable SessionId session,
    @Nullable String requestId,
    Map<String, ?> metadata,
    @Nullable UUID personId,
    Map<String, String> personal) {

  /** What an event was done to. */
  public record Target(String type, String id) {}

  public AuditEvent {
    metadata = Map.copyOf(metadata);
    personal = Map.copyOf(personal);
  }

  /** An event that says no more than its type. */
  public static AuditEvent of(TenantId tenant, AuditEventType type) {
    return new AuditEvent(tenant, type, null, null, null, null, Map.of(), null, Map.of());
  }

  public AuditEvent by(UUID actor, @Nullable SessionId actorSession) {
    return new AuditEvent(
        tenant, type, actor, target, actorSession, requestId, metadata, personId, personal);
  }

  public AuditEvent on(String targetType, String targetId) {
    return new AuditEvent(
        tenant,
        type,
        actorId,
        new Target(targetType, targetId),
        session,
        requestId,
        metadata,
        personId,
        personal);
  }

  public AuditEvent during(@Nullable String request) {
    return new AuditEvent(
        tenant, type, actorId, target, session, request, metadata, personId, personal);
  }

  public AuditEvent with(Map<String, ?> facts) {
    return new AuditEvent(
        tenant, type, actorId, target, session, requestId, facts, personId, personal);
  }

  public AuditEvent about(@Nullable UUID person, Map<String, String> details) {
    return new AuditEvent(
        tenant, type, actorId, target, session, requestId, metadata, person, details);
  }
}
