package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * When sessions were last used. A request only notes it in memory; once a minute all that was noted
 * is written in one statement, so a session costs at most one write a minute. This node knows
 * exactly; the others, and this one after a crash, are up to a minute behind, and so end an idle
 * session up to a minute early. Thread-safe.
 */
public final class SessionActivity {
  /** How far the store may lag behind. */
  static final Duration LAG = Duration.ofMinutes(1);

  private final Writer writer;
  private final InstantSource clock;
  private final Map<SessionId, Noted> noted = new ConcurrentHashMap<>();

  SessionActivity(Writer writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Where it goes. */
  @FunctionalInterface
  interface Writer {
    void write(Collection<TenantId> tenants, Map<SessionId, Instant> lastUsed);
  }

  private record Noted(TenantId tenant, Instant at, boolean written) {}

  /** Notes that a session was used now. */
  public void note(TenantId tenant, SessionId session) {
    Instant now = StoredTime.now(clock);
    Noted before = noted.get(session);
    // A second more or less is nothing to note.
    if (before == null || before.at.plusSeconds(1).isBefore(now)) {
      noted.merge(
          session,
          new Noted(tenant, now, false),
          (old, recent) -> old.at.isBefore(recent.at) ? recent : old);
    }
  }

  /** When a session was last used. */
  Instant lastUsed(Session session) {
    Noted here = noted.get(session.id());
    return here == null || here.at.isBefore(session.lastActiveAt())
        ? session.lastActiveAt()
        : here.at;
  }

  /** Writes what was noted since the last time, and forgets what was written before. */
  void write() {
    noted.values().removeIf(Noted::written);
    Map<SessionId, Noted> fresh = new HashMap<>(noted);
    if (fresh.isEmpty()) {
      return;
    }
    Set<TenantId> tenants = fresh.values().stream().map(Noted::tenant).collect(Collectors.toSet());
    Map<SessionId, Instant> times =
        fresh.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().at));
    writer.write(tenants, times);
    // What was used meanwhile stays to be written.
    fresh.forEach((session, was) -> noted.replace(session, was, written(was)));
  }

  private static Noted written(Noted was) {
    return new Noted(was.tenant, was.at, true);
  }
}
