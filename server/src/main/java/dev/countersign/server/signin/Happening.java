package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What audit is told here; see {@link dev.countersign.server.audit.Happening}. */
final class Happening {
  private Happening() {}

  static AuditEvent about(
      TenantId tenant, AuditEventType type, @Nullable UserId person, Map<String, String> personal) {
    return dev.countersign.server.audit.Happening.about(tenant, type, person, personal);
  }

  static AuditEvent about(TenantId tenant, AuditEventType type, @Nullable UserId person) {
    return about(tenant, type, person, Map.of());
  }
}
