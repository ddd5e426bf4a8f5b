package dev.countersign.server.audit;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.request.RequestContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells audit what happened, with where the request came from among what is personal. */
public final class Happening {
  private Happening() {}

  /**
   * An event about somebody.
   *
   * @param person whose key seals what is personal; {@code null} where nobody is known
   * @param personal what else is personal
   */
  public static AuditEvent about(
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
      if (request.userAgent() != null) {
        details.put("user_agent", request.userAgent());
      }
    }
    return event.about(person == null ? null : person.value(), details);
  }

  public static AuditEvent about(TenantId tenant, AuditEventType type, @Nullable UserId person) {
    return about(tenant, type, person, Map.of());
  }
}
