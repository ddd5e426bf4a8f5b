package dev.countersign.server.oauth;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.request.RequestContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells audit what was revoked, with where the request came from among what is personal. */
final class Events {
  private Events() {}

  static AuditEvent about(TenantId tenant, AuditEventType type, @Nullable UserId person) {
    return about(tenant, type, person, Map.of());
  }

  static AuditEvent about(
      TenantId tenant, AuditEventType type, @Nullable UserId person, Map<String, String> personal) {
    Map<String, String> details = new HashMap<>(personal);
    AuditEvent event = AuditEvent.of(tenant, type);
    if (person != null) {
      event = event.on("user", person.text());
    }
    RequestContext request = RequestContext.current().orElse(null);
    if (request != null) {
      event = event.during(request.requestId());
      details.put("address", request.clientAddress());
    }
    return event.about(person == null ? null : person.value(), details);
  }
}
