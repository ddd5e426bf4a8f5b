package dev.countersign.server.audit;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The heads in the database by size, read a page at a time, to be met by a walk along the log. */
final class StoredHeads {
  private static final int PAGE = 500;

  private final JdbcAuditRows rows;
  private final Queue<CheckpointRow> page = new ArrayDeque<>();
  private long read = -1;
  private boolean exhausted;

  StoredHeads(JdbcAuditRows rows) {
    this.rows = rows;
  }

  /** Takes the next head, if it is of no larger size than this. */
  @Nullable CheckpointRow next(long upTo) {
    if (page.isEmpty() && !exhausted) {
      page.addAll(rows.checkpoints(read, PAGE));
      exhausted = page.isEmpty();
    }
    CheckpointRow next = page.peek();
    if (next == null || next.size() > upTo) {
      return null;
    }
    read = next.size();
    return page.poll();
  }
}
