package dev.countersign.server.audit;

import dev.countersign.server.platform.store.TenantTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Recomputes the audit log from its rows, in memory that does not grow with it, and compares all
 * that can be compared: columns, encoding and seal of every event; leaf, place and chain of every
 * row; the Merkle root at every checkpoint, in the database and outside; that each event is placed
 * or pending, and never both.
 *
 * <p>It reads one snapshot, so the service may go on writing. Thread-safe.
 *
 * <p>NOTE: an event deleted together with its pending row before it got a place leaves no trace.
 * This is why places are given within a fraction of a second.
 */
public final class AuditVerifier {
  private final TenantTransactions transactions;
  private final JdbcAuditRows rows;
  private final EventSeal eventSeal;
  private final CheckpointSeal checkpointSeal;
  private final PendingCheck check;
  private final OutsideCheckpoints outside;

  AuditVerifier(
      TenantTransactions transactions,
      JdbcAuditRows rows,
      EventSeal eventSeal,
      CheckpointSeal checkpointSeal,
      PendingCheck check,
      OutsideCheckpoints outside) {
    this.transactions = transactions;
    this.rows = rows;
    this.eventSeal = eventSeal;
    this.checkpointSeal = checkpointSeal;
    this.check = check;
    this.outside = outside;
  }

  /** Verifies all of it, in the time allowed. */
  public AuditVerdict verify(Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    OutsideHeads heads = new OutsideHeads(checkpointSeal, outside);
    try {
      // Read before the snapshot is taken: a checkpoint goes outside after its commit, so the
      // snapshot has all that these name.
      heads.read();
    } catch (IOException e) {
      throw new UncheckedIOException("The checkpoints outside the database cannot be read", e);
    }
    return transactions.acrossTenants(() -> {
      rows.readOneSnapshot();
      LogWalk walk = new LogWalk(rows, eventSeal, checkpointSeal, heads, deadline);
      Optional<AuditVerdict> fault = walk.run();
      if (fault.isPresent()) {
        return fault.get();
      }
      PendingWalk pending = new PendingWalk(rows, check, deadline, walk.size());
      return pending
          .run()
          .or(heads::damage)
          .orElseGet(() ->
              new AuditVerdict.Verified(
                  walk.size(), pending.count(), walk.checkpoints(), walk.root()));
    });
  }
}
