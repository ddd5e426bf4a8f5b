package dev.countersign.server.audit;

import dev.countersign.api.AuditEventView;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/**
 * An event that has its place, for those who go through the log in its order. What is personal is
 * left out.
 *
 * @param place in the log; places have no holes, and once one can be seen so can all before it
 */
public record PlacedEvent(TenantId tenant, long place, RecordedEvent event) {
  /** The event in the words of the API. */
  public AuditEventView view() {
    return EventViews.of(event);
  }

  /** Whether a person did it, or it was done to them. */
  public boolean concerns(UserId person) {
    AuditEvent.Target target = event.target();
    return person.value().equals(event.personId())
        || (event.actorType().equals("user") && person.value().equals(event.actorId()))
        || (target != null && target.id().equals(person.text()));
  }
}
