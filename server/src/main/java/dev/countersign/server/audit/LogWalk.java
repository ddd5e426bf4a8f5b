package dev.countersign.server.audit;

import dev.countersign.proof.ChainHash;
import dev.countersign.proof.Frontier;
import dev.countersign.proof.Hash;
import dev.countersign.proof.LogEntry;
import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Goes along the log from its first place to its last, rebuilding chain and tree. */
final class LogWalk {
  private static final int PAGE = 1000;

  private final JdbcAuditRows rows;
  private final EventSeal eventSeal;
  private final CheckpointSeal checkpointSeal;
  private final StoredHeads stored;
  private final OutsideHeads outside;
  private final Deadline deadline;

  private Frontier frontier = Frontier.EMPTY;
  private Hash chain = ChainHash.START;
  private long agreed;
  // The sizes of the last heads that agreed: of any, and of one in the database.
  private long lastAgreed;
  private long lastSigned;

  LogWalk(
      JdbcAuditRows rows,
      EventSeal eventSeal,
      CheckpointSeal checkpointSeal,
      OutsideHeads outside,
      Deadline deadline) {
    this.rows = rows;
    this.stored = new StoredHeads(rows);
    this.eventSeal = eventSeal;
    this.checkpointSeal = checkpointSeal;
    this.outside = outside;
    this.deadline = deadline;
  }

  /** The number of places walked. */
  long size() {
    return frontier.size();
  }

  /** The number of heads that agreed. */
  long checkpoints() {
    return agreed;
  }

  String root() {
    return frontier.root().toBase64();
  }

  /** The first fault, if there is one. */
  Optional<AuditVerdict> run() {
    Optional<AuditVerdict> fault = headsHere();
    List<LogRow> page = rows.log(0, PAGE);
    while (fault.isEmpty() && !page.isEmpty()) {
      if (deadline.isOver()) {
        return Optional.of(new AuditVerdict.Unfinished(size()));
      }
      fault = walk(page);
      page = rows.log(size(), PAGE);
    }
    return fault.or(this::headsBeyond);
  }

  private Optional<AuditVerdict> walk(List<LogRow> page) {
    Map<UUID, SealedEvent> events = rows.events(page.stream().map(LogRow::eventId).toList());
    for (LogRow row : page) {
      @Nullable AuditFault fault = faultOf(row, events.get(row.eventId()));
      if (fault != null) {
        long place = fault == AuditFault.PLACE_MISSING ? size() : row.place();
        UUID event = fault == AuditFault.PLACE_MISSING ? null : row.eventId();
        return broken(fault, place, event, "");
      }
      Hash leaf = new LogEntry(row.leaf()).leafHash();
      chain = ChainHash.next(chain, row.place(), leaf);
      frontier = frontier.append(leaf);
      Optional<AuditVerdict> head = headsHere();
      if (head.isPresent()) {
        return head;
      }
    }
    return Optional.empty();
  }

  private @Nullable AuditFault faultOf(LogRow row, @Nullable SealedEvent event) {
    if (row.place() != size()) {
      return AuditFault.PLACE_MISSING;
    }
    if (event == null) {
      return AuditFault.EVENT_MISSING;
    }
    Optional<AuditFault> fault = eventSeal.faultOf(event);
    if (fault.isPresent()) {
      return fault.get();
    }
    if (!event.event().tenantId().equals(row.tenantId())) {
      return AuditFault.TENANT_CHANGED;
    }
    LogEntry entry = LogEntry.of(event.salt().content(), event.encoding().content());
    if (!entry.digest().equals(row.leaf())) {
      return AuditFault.LEAF_CHANGED;
    }
    Hash expected = ChainHash.next(chain, row.place(), entry.leafHash());
    return expected.equals(row.chain()) ? null : AuditFault.CHAIN_BROKEN;
  }

  /** Compares with the heads of exactly this size. */
  private Optional<AuditVerdict> headsHere() {
    @Nullable CheckpointRow head = stored.next(size());
    boolean isOutside = outside.names(size());
    if (head == null && !isOutside) {
      return Optional.empty();
    }
    LogHead here = new LogHead(size(), frontier.root());
    if (head != null) {
      Optional<AuditFault> fault = faultOf(head, here);
      if (fault.isPresent()) {
        return broken(fault.get(), lastAgreed, null, "the checkpoint of size " + head.size());
      }
      lastSigned = size();
    }
    if (isOutside && outside.contradict(here)) {
      return broken(AuditFault.ROOT_DIFFERS, lastAgreed, null, outsideOf(size()));
    }
    agreed++;
    lastAgreed = size();
    return Optional.empty();
  }

  private Optional<AuditFault> faultOf(CheckpointRow head, LogHead here) {
    Optional<AuditFault> fault = checkpointSeal.faultOf(head);
    if (fault.isPresent()) {
      return fault;
    }
    boolean agrees = here.equals(new LogHead(head.size(), head.root()));
    return agrees ? Optional.empty() : Optional.of(AuditFault.ROOT_DIFFERS);
  }

  /** At the end of the log: heads of a longer one, and rows under no head. */
  private Optional<AuditVerdict> headsBeyond() {
    @Nullable CheckpointRow head = stored.next(Long.MAX_VALUE);
    if (head != null) {
      AuditFault fault = checkpointSeal.faultOf(head).orElse(AuditFault.TAIL_CUT);
      return broken(fault, size(), null, "the checkpoint of size " + head.size());
    }
    Optional<LogHead> beyond = outside.beyond(size());
    if (beyond.isPresent()) {
      return broken(AuditFault.TAIL_CUT, size(), null, outsideOf(beyond.get().size()));
    }
    return lastSigned < size()
        ? broken(AuditFault.TAIL_UNSIGNED, lastSigned, null, "")
        : Optional.empty();
  }

  private static String outsideOf(long size) {
    return "the checkpoint of size " + size + " kept outside the database";
  }

  private static Optional<AuditVerdict> broken(
      AuditFault fault, long place, @Nullable UUID event, String detail) {
    return Optional.of(new Broken(fault, place, event, detail));
  }
}
