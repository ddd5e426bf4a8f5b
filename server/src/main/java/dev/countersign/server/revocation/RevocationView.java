package dev.countersign.server.revocation;

import dev.countersign.server.revocation.JdbcRevocations.Entry;
import dev.countersign.server.revocation.Revocations.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is revoked, in memory, so that asking costs a request next to nothing.
 *
 * <p>What is revoked on this node is known as soon as it is committed; what is revoked on others,
 * at the next look at the store. A look reads what was recorded by transactions that were still
 * running at the last one, or began later: that is the order of commits, whatever clocks say.
 *
 * <p>A view that could not be refreshed for a while knows too little to let anybody pass, and says
 * so.
 */
final class RevocationView {
  // What expired stays for a while, for nodes whose clocks differ.
  private static final Duration MARGIN = Duration.ofHours(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);
  private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

  private final Source source;
  private final Duration ageMax;
  private final InstantSource clock;
  // Age is counted by a clock that nobody sets.
  private final LongSupplier nanos;
  private final RevokedIds ids = new RevokedIds();
  private final Queue<Entry> later = new PriorityQueue<>(Comparator.comparing(Entry::effectiveAt));
  private volatile long refreshedNanos;
  private long horizon;
  private Instant lastTime = Instant.MIN;
  private long lastNanos;
  private long sweptNanos;

  /** Where revocations are read from. */
  interface Source {
    /** As {@link JdbcRevocations#findSince}. */
    long since(long horizon, Consumer<Entry> each);
  }

  RevocationView(Source source, Duration ageMax, InstantSource clock, LongSupplier nanos) {
    this.source = source;
    this.ageMax = ageMax;
    this.clock = clock;
    this.nanos = nanos;
    this.refreshedNanos = nanos.getAsLong() - ageMax.toNanos() - 1;
    this.sweptNanos = nanos.getAsLong();
  }

  Answer ask(Collection<UUID> shown) {
    for (UUID id : shown) {
      if (ids.contains(id)) {
        return Answer.REVOKED;
      }
    }
    return isFresh() ? Answer.GOOD : Answer.UNKNOWN;
  }

  boolean isFresh() {
    return nanos.getAsLong() - refreshedNanos <= ageMax.toNanos();
  }

  synchronized void add(List<Revocation> revocations) {
    Instant now = clock.instant();
    revocations.forEach(revocation ->
        take(new Entry(revocation.id(), revocation.effectiveAt(), revocation.expiresAt()), now));
  }

  /** Reads what is new, and drops what concerns nothing any more. */
  synchronized void refresh() {
    long started = nanos.getAsLong();
    Instant now = clock.instant();
    if (clockWentBack(now, started)) {
      // What was dropped as expired may not be.
      horizon = 0;
    }
    long next = source.since(horizon, entry -> take(entry, now));
    // Transaction numbers that fall are another cluster's, such as one restored from a backup.
    horizon = Long.compareUnsigned(next, horizon) < 0 ? source.since(0, e -> take(e, now)) : next;
    lastTime = now;
    lastNanos = started;
    while (!later.isEmpty() && !later.element().effectiveAt().isAfter(now)) {
      Entry due = later.remove();
      ids.add(due.id(), due.expiresAt());
    }
    if (started - sweptNanos >= BETWEEN_SWEEPS.toNanos()) {
      ids.dropExpiredBefore(now.minus(MARGIN));
      sweptNanos = started;
    }
    refreshedNanos = started;
  }

  int size() {
    return ids.size();
  }

  private void take(Entry entry, Instant now) {
    if (entry.effectiveAt().isAfter(now)) {
      later.add(entry);
    } else {
      ids.add(entry.id(), entry.expiresAt());
    }
  }

  private boolean clockWentBack(Instant now, long started) {
    return !lastTime.equals(Instant.MIN)
        && now.isBefore(lastTime.plusNanos(started - lastNanos).minus(CLOCK_STEP));
  }
}
