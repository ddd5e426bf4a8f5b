package dev.countersign.server.audit;

import dev.countersign.proof.ChainHash;
import dev.countersign.proof.Frontier;
import dev.countersign.proof.Hash;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes on. Before anything is added, its end in the database is held against what was
 * signed and against what is kept outside, so that no checkpoint is ever signed that contradicts an
 * earlier one.
 */
final class LogEnd {
  private static final Logger LOG = LoggerFactory.getLogger(LogEnd.class);

  /** What came of looking. */
  sealed interface State {}

  /** The log can go on from here. */
  record Intact(Frontier frontier, Hash chain) implements State {}

  /** The log is not as it was left. */
  record Doubtful(AuditFault fault, long place) implements State {}

  private final JdbcAuditRows rows;
  private final CheckpointSeal seal;
  private final OutsideCheckpoints outside;
  private @Nullable CheckpointRow known;
  private volatile @Nullable CheckpointRow owed;
  private volatile boolean failing;

  LogEnd(JdbcAuditRows rows, CheckpointSeal seal, OutsideCheckpoints outside) {
    this.rows = rows;
    this.seal = seal;
    this.outside = outside;
  }

  /** Reads the end within the transaction that will add to it. */
  State read() {
    @Nullable CheckpointRow head = rows.lastCheckpoint().orElse(null);
    @Nullable LogRow last = rows.lastPlaced().orElse(null);
    long size = head == null ? 0 : head.size();
    if (head != null && !head.equals(known)) {
      Optional<AuditFault> fault = seal.faultOf(head);
      if (fault.isPresent()) {
        return new Doubtful(fault.get(), size);
      }
      known = head;
    }
    long placed = last == null ? 0 : last.place() + 1;
    if (placed != size) {
      return new Doubtful(placed > size ? AuditFault.TAIL_UNSIGNED : AuditFault.TAIL_CUT, size);
    }
    Optional<LogHead> outsideHead = outside.latest();
    if (outsideHead.isPresent() && outsideHead.get().size() > size) {
      return new Doubtful(AuditFault.TAIL_CUT, size);
    }
    if (head == null || last == null) {
      return new Intact(Frontier.EMPTY, ChainHash.START);
    }
    if (outsideHead.isPresent()
        && outsideHead.get().size() == size
        && !outsideHead.get().root().equals(head.root())) {
      return new Doubtful(AuditFault.ROOT_DIFFERS, size);
    }
    return new Intact(Frontier.fromBytes(head.frontier().content()), last.chain());
  }

  /** Says that the log was extended, and that is committed: keeps the checkpoint outside. */
  void movedTo(CheckpointRow head) {
    known = head;
    owed = head;
    keepOwed();
  }

  /** Keeps outside what the database signed last, where a crash came between the two. */
  void catchUp(CheckpointRow head) {
    boolean isNews = outside.latest().map(kept -> kept.size() < head.size()).orElse(true);
    if (isNews && seal.faultOf(head).isEmpty()) {
      owed = head;
      keepOwed();
    }
  }

  /** Tries again to keep outside what could not be kept. */
  void keepOwed() {
    CheckpointRow checkpoint = owed;
    if (checkpoint == null) {
      return;
    }
    try {
      outside.append(checkpoint);
      owed = null;
      failing = false;
    } catch (IOException e) {
      failing = true;
      LOG.atError()
          .addKeyValue("size", checkpoint.size())
          .setCause(e)
          .log("A checkpoint of the audit log could not be kept outside the database");
    }
  }

  /** Whether a checkpoint could not be kept outside, and still waits for it. */
  boolean owes() {
    return failing;
  }
}
