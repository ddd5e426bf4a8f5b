package dev.countersign.server.audit;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the feature that did it tells it.
 *
 * @param actor who did it, where known
 * @param target what it was done to, as {@code kind} and typed id text, where there is one
 * @param metadata ids, codes and counts only: strings, whole numbers, booleans, lists and maps of
 *     them
 * @param personId whose key seals {@code personal}; the tenant's own key where nobody is known
 * @param personal e-mail, address, user agent, free text: sealed before it is written
 */
public record AuditEvent(
    TenantId tenant,
    AuditEventType type,
    @Nullable Actor actor,
    @Nullable Target target,
    @Nullable SessionId session,
    @Nullable String requestId,
    Map<String, ?> metadata,
    @Nullable UUID personId,
    Map<String, String> personal) {

  /** Who did something: a person, a key or a program. */
  public record Actor(String type, UUID id) {}

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

  /** Who did it, where known. */
  public @Nullable UUID actorId() {
    return actor == null ? null : actor.id();
  }

  /** Done by a person. */
  public AuditEvent by(UUID person, @Nullable SessionId actorSession) {
    return by(new Actor("user", person), actorSession);
  }

  /**
   * Done by a caller. Where somebody sees what another person sees, it is they who did it, and the
   * event bears the mark.
   */
  public AuditEvent by(Caller caller) {
    return by(caller.user(), caller.credential());
  }

  /** Done on behalf of somebody, or of nobody, by a credential. */
  public AuditEvent by(@Nullable UserId user, Credential credential) {
    return switch (credential) {
      case Credential.Session(SessionId signIn) ->
          by(new Actor("user", user == null ? signIn.value() : user.value()), signIn);
      case Credential.Impersonation(SessionId signIn, UserId by) -> {
        AuditEvent done = by(new Actor("user", by.value()), signIn);
        yield user == null ? done : done.with(Map.of("impersonating", user.text()));
      }
      case Credential.ApiKey(ApiKeyId key) -> by(new Actor("api_key", key.value()), null);
      case Credential.Client(ClientId client) -> by(new Actor("client", client.value()), null);
      case Credential.Schedule(ScheduleId schedule, int _) ->
          by(new Actor("schedule", schedule.value()), null);
      case Credential.Operator operator -> by(new Actor("operator", operator.id()), null);
    };
  }

  private AuditEvent by(Actor doer, @Nullable SessionId actorSession) {
    return new AuditEvent(
        tenant, type, doer, target, actorSession, requestId, metadata, personId, personal);
  }

  public AuditEvent on(String targetType, String targetId) {
    return new AuditEvent(
        tenant,
        type,
        actor,
        new Target(targetType, targetId),
        session,
        requestId,
        metadata,
        personId,
        personal);
  }

  public AuditEvent during(@Nullable String request) {
    return new AuditEvent(
        tenant, type, actor, target, session, request, metadata, personId, personal);
  }

  /** With these facts beside what it says already. */
  public AuditEvent with(Map<String, ?> facts) {
    Map<String, Object> all = new HashMap<>(metadata);
    all.putAll(facts);
    return new AuditEvent(tenant, type, actor, target, session, requestId, all, personId, personal);
  }

  public AuditEvent about(@Nullable UUID person, Map<String, String> details) {
    return new AuditEvent(
        tenant, type, actor, target, session, requestId, metadata, person, details);
  }
}
