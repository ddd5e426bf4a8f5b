package dev.countersign.server.audit;

import dev.countersign.proof.ChainHash;
import dev.countersign.proof.Frontier;
import dev.countersign.proof.Hash;
import dev.countersign.proof.LogEntry;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who owns the database, knows the program, and stole the master keys. */
final class Forger {
  private final AuditFixture audit;
  private final JdbcClient superuser;
  private final JdbcAuditRows rows;

  Forger(AuditFixture audit) {
    this.audit = audit;
    this.superuser = audit.store.superuser();
    this.rows = new JdbcAuditRows(superuser);
  }

  /** Gives an event the next place, as the sequencer would but for the checkpoint. */
  void extend(UUID eventId) {
    LogRow last = rows.lastPlaced().orElseThrow();
    SealedEvent event = rows.events(List.of(eventId)).values().iterator().next();
    LogEntry entry = LogEntry.of(event.salt().content(), event.encoding().content());
    long place = last.place() + 1;
    write(
        "insert into audit_log (tenant_id, event_id, leaf, chain, place)"
            + " select :tenant, :event, :leaf, :chain, :place",
        new LogRow(
            place,
            event.event().tenantId(),
            eventId,
            entry.digest(),
            ChainHash.next(last.chain(), place, entry.leafHash())));
  }

  /** Changes the event at a place, and makes everything after it agree again. */
  void rewriteFrom(long place, CheckpointKeys signingKeys) {
    CheckpointSeal seal = new CheckpointSeal(signingKeys, audit.keys, audit.clock);
    Frontier frontier = Frontier.EMPTY;
    Hash chain = ChainHash.START;
    for (LogRow row : rows.log(0, 1000)) {
      SealedEvent event = rows.events(List.of(row.eventId())).values().iterator().next();
      SealedEvent written = row.place() == place ? rewrite(event) : event;
      LogEntry entry = LogEntry.of(written.salt().content(), written.encoding().content());
      chain = ChainHash.next(chain, row.place(), entry.leafHash());
      frontier = frontier.append(entry.leafHash());
      if (row.place() >= place) {
        write(
            "update audit_log set tenant_id = :tenant, event_id = :event, leaf = :leaf, chain = :chain"
                + " where place = :place",
            new LogRow(row.place(), row.tenantId(), row.eventId(), entry.digest(), chain));
        sign(seal.sign(frontier));
      }
    }
  }

  private SealedEvent rewrite(SealedEvent event) {
    StoredEvent old = event.event();
    SealedEvent forged =
        audit.eventSeal.seal(
            new StoredEvent(
                old.id(),
                old.tenantId(),
                old.type(),
                old.severity(),
                old.occurredAt(),
                old.actorType(),
                old.actorId(),
                old.targetType(),
                old.targetId(),
                old.sessionId(),
                old.requestId(),
                Map.of("number", 1_000_000),
                old.personId(),
                old.personal()));
    superuser
        .sql(
            """
            update audit_events
            set metadata = '{"number": 1000000}', salt = :salt, seal = :seal
            where id = :id
            """)
        .param("salt", forged.salt().content())
        .param("seal", forged.seal().content())
        .param("id", old.id())
        .update();
    return forged;
  }

  private void write(String sql, LogRow row) {
    superuser
        .sql(sql)
        .param("tenant", row.tenantId())
        .param("event", row.eventId())
        .param("leaf", row.leaf().toBytes())
        .param("chain", row.chain().toBytes())
        .param("place", row.place())
        .update();
  }

  // Only the sizes that have a checkpoint already.
  private void sign(CheckpointRow head) {
    superuser
        .sql(
            """
            update audit_checkpoints
            set root = :root, frontier = :frontier, note = :note, created_at = :created_at::timestamptz,
              seal = :seal
            where size = :size
            """)
        .param("root", head.root().toBytes())
        .param("frontier", head.frontier().content())
        .param("note", head.note())
        .param("created_at", head.createdAt().toString())
        .param("seal", head.seal().content())
        .param("size", head.size())
        .update();
  }
}
