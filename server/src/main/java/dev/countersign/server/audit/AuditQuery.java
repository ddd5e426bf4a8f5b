package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read, newest first. What is absent does not restrict.
 *
 * @param types any of these; all where there are none
 * @param target the id of what they were done to
 * @param since the first moment
 * @param until the first moment after
 * @param before only events older than this one, which the last page ended with
 */
public record AuditQuery(
    List<AuditEventType> types,
    @Nullable Severity severity,
    @Nullable UUID actor,
    @Nullable String target,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable EventId before,
    int limit) {

  public AuditQuery {
    types = List.copyOf(types);
  }

  /** The newest events of one target. */
  public static AuditQuery ofTarget(String target, int limit) {
    return new AuditQuery(List.of(), null, null, target, null, null, null, limit);
  }
}
