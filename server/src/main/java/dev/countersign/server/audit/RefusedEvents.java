package dev.countersign.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pending events that get no place because something is wrong with them. They stay where they are
 * for somebody to look at, are told once a minute, and are looked at again then.
 */
final class RefusedEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedEvents.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Map<UUID, AuditFault> faults = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile Instant since;

  RefusedEvents(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  void add(UUID event, AuditFault fault) {
    faults.put(event, fault);
    LOG.atError()
        .addKeyValue("event", event)
        .addKeyValue("fault", fault.wireName())
        .addKeyValue("severity", Severity.CRITICAL.wireName())
        .log("An event gets no place in the audit log: {}", fault.sentence());
  }

  Set<UUID> ids() {
    if (clock.instant().isAfter(since.plus(REMEMBERED))) {
      faults.clear();
      since = clock.instant();
    }
    return Set.copyOf(faults.keySet());
  }

  int count() {
    return faults.size();
  }
}
