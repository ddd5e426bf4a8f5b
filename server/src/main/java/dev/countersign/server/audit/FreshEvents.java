package dev.countersign.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.audit.JdbcAuditRows.PendingRow;
import dev.countersign.server.platform.store.CommitSignal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What this node has committed just now. It wakes the node's sequencer, which need not read back
 * and judge what was written a moment ago by the same program: the place is given to what was
 * written, whatever became of its row since, and verification holds the row against it.
 *
 * <p>Nothing depends on an event being found here. Another node's are not, nor are those of before
 * a restart, those whose commit's outcome is unknown, or the oldest of very many.
 */
@Component
class FreshEvents extends CommitSignal {
  private static final int MOST = 16_384;
  // Those to which another node gave a place are not asked for here.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Cache<UUID, SealedEvent> events =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(LONGEST)
          .executor(Runnable::run)
          .build();

  /** Keeps the events once the current transaction has committed, and raises the signal. */
  void keepAfterCommit(List<SealedEvent> written) {
    raiseAfterCommit(() -> written.forEach(event -> events.put(event.event().id(), event)));
  }

  /** Takes out those of these events that are here. */
  Map<UUID, SealedEvent> take(List<PendingRow> pending) {
    Map<UUID, SealedEvent> taken = new HashMap<>();
    for (PendingRow row : pending) {
      SealedEvent event = events.asMap().remove(row.eventId());
      if (event != null && event.event().tenantId().equals(row.tenantId())) {
        taken.put(row.eventId(), event);
      }
    }
    return taken;
  }
}
