package dev.countersign.server.elevations;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells audit and other features what becomes of elevations, in the transaction of it. */
@Component
final class ElevationNews {
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  ElevationNews(AuditTrail audit, ApplicationEventPublisher events) {
    this.audit = audit;
    this.events = events;
  }

  /** Tells that one was asked for. */
  void asked(Caller by, Elevation elevation, String reason) {
    tell(
        AuditEventType.ELEVATION_REQUESTED,
        by,
        elevation,
        Map.of("minutes", elevation.minutes()),
        Map.of("reason", reason));
  }

  /**
   * Tells what became of one.
   *
   * @param by who did it; absent where it came by itself
   */
  void tell(AuditEventType type, @Nullable Caller by, Elevation elevation, Map<String, ?> more) {
    tell(type, by, elevation, more, Map.of());
  }

  private void tell(
      AuditEventType type,
      @Nullable Caller by,
      Elevation elevation,
      Map<String, ?> more,
      Map<String, String> personal) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("elevation", elevation.id().text());
    facts.put("role", elevation.role());
    AuditEvent event =
        Happening.about(elevation.tenant(), type, elevation.user(), personal).with(facts);
    audit.record(by == null ? event : event.by(by));
    events.publishEvent(
        new ElevationChanged(
            elevation.tenant(),
            elevation.id(),
            elevation.user(),
            elevation.role(),
            elevation.status()));
  }
}
