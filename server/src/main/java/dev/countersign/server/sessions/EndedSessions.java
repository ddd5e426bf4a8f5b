package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Which sessions have ended, in memory, so that asking costs a request next to nothing.
 *
 * <p>What ends on this node is known as soon as it is committed; what ends on others, at the next
 * refresh. A refresh reads everything that ended within an access token's life again, not only what
 * is new: ends become visible in the order of their commits, which is not the order of their times.
 * Ends older than that concern no token that is still valid.
 *
 * <p>A view that could not be refreshed for a while knows too little to let anybody pass, and says
 * so.
 */
public final class EndedSessions {
  /** How old the view may be. */
  static final Duration AGE_MAX = Duration.ofSeconds(5);

  // For nodes whose clocks differ, and transactions that took their time.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Function<Instant, Map<SessionId, Instant>> store;
  private final Duration tokenLife;
  private final InstantSource clock;
  // Age is counted by a clock that nobody sets.
  private final LongSupplier nanos;
  private final Map<SessionId, Instant> ended = new ConcurrentHashMap<>();
  private volatile long refreshedNanos;

  EndedSessions(
      Function<Instant, Map<SessionId, Instant>> store,
      Duration tokenLife,
      InstantSource clock,
      LongSupplier nanos) {
    this.store = store;
    this.tokenLife = tokenLife;
    this.clock = clock;
    this.nanos = nanos;
    this.refreshedNanos = nanos.getAsLong() - AGE_MAX.toNanos() - 1;
  }

  /** What the view says of a session. */
  public enum Answer {
    LASTS,
    ENDED,
    /** The view is too old to say. */
    UNKNOWN
  }

  /** Whether a session has ended. Constant time, no input or output. */
  public Answer ask(SessionId session) {
    if (ended.containsKey(session)) {
      return Answer.ENDED;
    }
    return isFresh() ? Answer.LASTS : Answer.UNKNOWN;
  }

  boolean isFresh() {
    return nanos.getAsLong() - refreshedNanos <= AGE_MAX.toNanos();
  }

  void add(SessionId session, Instant at) {
    ended.put(session, at);
  }

  /** Reads what has ended, and drops what concerns no valid token any more. */
  void refresh() {
    long started = nanos.getAsLong();
    Instant since = clock.instant().minus(tokenLife).minus(MARGIN);
    ended.putAll(store.apply(since));
    ended.values().removeIf(at -> at.isBefore(since));
    refreshedNanos = started;
  }
}
