package dev.countersign.server.audit;

import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.JdbcAuditRows.PendingRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks at every event without a place: each has to wait for one, as it was written. */
final class PendingWalk {
  private static final int PAGE = 1000;

  private final JdbcAuditRows rows;
  private final PendingCheck check;
  private final Deadline deadline;
  private final long size;
  private long count;

  PendingWalk(JdbcAuditRows rows, PendingCheck check, Deadline deadline, long size) {
    this.rows = rows;
    this.check = check;
    this.deadline = deadline;
    this.size = size;
  }

  /** The number of pending events looked at. */
  long count() {
    return count;
  }

  /** The first fault, if there is one. */
  Optional<AuditVerdict> run() {
    List<PendingRow> page = rows.pending(JdbcAuditRows.LOWEST, Set.of(), PAGE);
    while (!page.isEmpty()) {
      if (deadline.isOver()) {
        return Optional.of(new AuditVerdict.Unfinished(size));
      }
      Map<UUID, AuditFault> faults = check.faults(page);
      for (PendingRow row : page) {
        AuditFault fault = faults.get(row.eventId());
        if (fault != null) {
          return broken(fault, row.eventId());
        }
      }
      count += page.size();
      page = rows.pending(JdbcAuditRows.after(page.getLast().eventId()), Set.of(), PAGE);
    }
    return rows.firstLost().flatMap(event -> broken(AuditFault.NEITHER_PENDING_NOR_PLACED, event));
  }

  private static Optional<AuditVerdict> broken(AuditFault fault, UUID event) {
    return Optional.of(new Broken(fault, null, event, ""));
  }
}
