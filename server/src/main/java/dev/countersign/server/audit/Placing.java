package dev.countersign.server.audit;

import dev.countersign.proof.ChainHash;
import dev.countersign.proof.Frontier;
import dev.countersign.proof.Hash;
import dev.countersign.proof.LogEntry;
import dev.countersign.proof.NodeSink;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import dev.countersign.server.audit.JdbcAuditRows.PendingRow;
import dev.countersign.server.audit.LogEnd.Intact;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gives pending events their places, one transaction a round. Which events are taken is said by
 * pending rows alone, never by ids or times: those are not the order of commits. Within a round,
 * events are placed by id.
 *
 * <p>An event that this service did not write gets no place. Whatever fails between two statements
 * leaves all of them undone; what fails after the commit is made good by the next round.
 */
final class Placing {
  private final TenantTransactions transactions;
  private final JdbcAuditRows rows;
  private final JdbcAuditLog log;
  private final LogEnd end;
  private final FreshEvents fresh;
  private final PendingCheck check;
  private final CheckpointSeal checkpointSeal;
  private final RefusedEvents refused;
  private final int batch;

  Placing(
      TenantTransactions transactions,
      JdbcAuditRows rows,
      JdbcAuditLog log,
      LogEnd end,
      FreshEvents fresh,
      PendingCheck check,
      CheckpointSeal checkpointSeal,
      RefusedEvents refused,
      int batch) {
    this.transactions = transactions;
    this.rows = rows;
    this.log = log;
    this.end = end;
    this.fresh = fresh;
    this.check = check;
    this.checkpointSeal = checkpointSeal;
    this.refused = refused;
    this.batch = batch;
  }

  /** One round: at most a batch of events. */
  Round round() {
    Round round = transactions.acrossTenants(this::place);
    if (round instanceof Round.Placed placed) {
      end.movedTo(placed.head());
    }
    return round;
  }

  /** Keeps outside what was signed last, in case a crash came between commit and file. */
  void catchUp() {
    transactions.acrossTenants(rows::lastCheckpoint).ifPresent(end::catchUp);
  }

  /** Forgets old checkpoints by the schema's own rule. */
  int thin() {
    return transactions.acrossTenants(log::thin);
  }

  private Round place() {
    if (!log.tryLock()) {
      return new Round.Busy();
    }
    List<PendingRow> pending = rows.pending(JdbcAuditRows.LOWEST, refused.ids(), batch);
    if (pending.isEmpty()) {
      return new Round.Idle();
    }
    return switch (end.read()) {
      case LogEnd.Doubtful(AuditFault fault, long place) -> new Round.Halted(fault, place);
      case Intact intact -> extend(intact, sound(pending));
    };
  }

  private Round extend(Intact intact, List<SealedEvent> events) {
    if (events.isEmpty()) {
      return new Round.Idle();
    }
    List<LogRow> placed = new ArrayList<>(events.size());
    List<Hash> leaves = new ArrayList<>(events.size());
    long place = intact.frontier().size();
    Hash chain = intact.chain();
    for (SealedEvent event : events) {
      LogEntry entry = LogEntry.of(event.salt().content(), event.encoding().content());
      chain = ChainHash.next(chain, place, entry.leafHash());
      placed.add(
          new LogRow(place, event.event().tenantId(), event.event().id(), entry.digest(), chain));
      leaves.add(entry.leafHash());
      place++;
    }
    Frontier frontier = intact.frontier().appendAll(leaves, NodeSink.NONE);
    CheckpointRow head = checkpointSeal.sign(frontier);
    log.place(placed);
    log.noLongerPending(placed);
    log.sign(head);
    return new Round.Placed(placed.size(), head);
  }

  private List<SealedEvent> sound(List<PendingRow> pending) {
    Map<UUID, SealedEvent> sound = fresh.take(pending);
    List<PendingRow> unknown =
        pending.stream().filter(row -> !sound.containsKey(row.eventId())).toList();
    if (!unknown.isEmpty()) {
      sound.putAll(read(unknown));
    }
    return pending.stream()
        .map(PendingRow::eventId)
        .filter(sound::containsKey)
        .map(sound::get)
        .toList();
  }

  private Map<UUID, SealedEvent> read(List<PendingRow> pending) {
    Map<UUID, SealedEvent> events = rows.events(pending.stream().map(PendingRow::eventId).toList());
    Map<UUID, AuditFault> faults = check.faults(pending, events);
    faults.forEach(refused::add);
    events.keySet().removeAll(faults.keySet());
    return events;
  }
}
