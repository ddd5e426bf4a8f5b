package dev.countersign.server.apikeys;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.Happening;
import org.jspecify.annotations.Nullable;

/** Tells audit what happened to keys. */
final class KeyEvents {
  private KeyEvents() {}

  /** By somebody, or by nobody, where time or a stranger did it. */
  static AuditEvent of(AuditEventType type, ApiKey key, @Nullable Caller caller) {
    AuditEvent event =
        Happening.about(key.tenant(), type, key.owner()).on("api_key", key.id().text());
    return caller == null ? event : event.by(caller);
  }
}
