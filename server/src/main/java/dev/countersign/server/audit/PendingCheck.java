package dev.countersign.server.audit;

import dev.countersign.server.audit.JdbcAuditRows.PendingRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells which pending events may get a place: those this service wrote, and never twice. */
@Component
class PendingCheck {
  private final JdbcAuditRows rows;
  private final EventSeal seal;

  PendingCheck(JdbcAuditRows rows, EventSeal seal) {
    this.rows = rows;
    this.seal = seal;
  }

  /** What is wrong with which of them. */
  Map<UUID, AuditFault> faults(List<PendingRow> pending) {
    return faults(pending, rows.events(pending.stream().map(PendingRow::eventId).toList()));
  }

  /** The same, where the events have been read already. */
  Map<UUID, AuditFault> faults(List<PendingRow> pending, Map<UUID, SealedEvent> events) {
    Set<UUID> placed = rows.placed(pending.stream().map(PendingRow::eventId).toList());
    Map<UUID, AuditFault> faults = new HashMap<>();
    for (PendingRow row : pending) {
      @Nullable AuditFault fault = faultOf(row, events.get(row.eventId()), placed);
      if (fault != null) {
        faults.put(row.eventId(), fault);
      }
    }
    return faults;
  }

  private @Nullable AuditFault faultOf(
      PendingRow row, @Nullable SealedEvent event, Set<UUID> placed) {
    if (event == null) {
      return AuditFault.PENDING_WITHOUT_EVENT;
    }
    if (!event.event().tenantId().equals(row.tenantId())) {
      return AuditFault.TENANT_CHANGED;
    }
    if (placed.contains(row.eventId())) {
      return AuditFault.PENDING_AND_PLACED;
    }
    return seal.faultOf(event).orElse(null);
  }
}
