package dev.countersign.server.events;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.platform.work.Repetition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the log for all streams of this node: each event is read once, whatever many listen. The
 * log is read in the order of its places, which is the order of commits, so nothing that comes late
 * is missed. While nobody listens, nothing is read.
 */
final class EventFeed implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
  private static final int BATCH = 2_000;

  // So many streams may read what is older at once; the others wait for their turn.
  private static final int BEHIND_MAX = 4;

  private final EventReader reader;
  private final EventWindow window;
  private final Repetition repetition;
  private final Outage outage =
      new Outage(LOG, "Events cannot be read; streams wait.", "Events can be read again.");
  private final AtomicInteger listeners = new AtomicInteger();
  private final Semaphore behind = new Semaphore(BEHIND_MAX, true);
  private boolean following;

  EventFeed(EventReader reader, EventSettings settings) {
    this.reader = reader;
    this.window = new EventWindow(settings.window());
    this.repetition = new Repetition("event-feed", settings.poll(), this::follow);
  }

  /** What a look found. */
  record Slice(List<Happened> events, Cursor next) {
    Slice {
      events = List.copyOf(events);
    }
  }

  /** Begins to follow for one more. */
  void join() {
    listeners.incrementAndGet();
  }

  /** One less listens. */
  void leave() {
    listeners.decrementAndGet();
  }

  /** Where the next event will stand. */
  Cursor end() {
    return reader.end();
  }

  /**
   * A tenant's events from a cursor on, as far as there are, at once; of other tenants' there may
   * be some among them.
   */
  Slice look(TenantId tenant, Cursor from, int limit) throws InterruptedException {
    Optional<List<Happened>> held = window.from(from.next(), limit);
    return held.isPresent()
        ? new Slice(held.get(), new Cursor(from.next() + held.get().size()))
        : lookBack(tenant, from, limit);
  }

  /** Waits until there may be more from this cursor on. */
  void await(Cursor from, Duration atMost) throws InterruptedException {
    window.await(from.next(), atMost);
  }

  /** A tenant's events from a cursor on as the store has them, up to an end. */
  Slice lookStored(TenantId tenant, Cursor from, Cursor end) throws InterruptedException {
    return read(tenant, from, Math.min(from.next() + BATCH, end.next()));
  }

  private Slice lookBack(TenantId tenant, Cursor from, int limit) throws InterruptedException {
    return read(tenant, from, Math.min(from.next() + limit, window.first()));
  }

  private Slice read(TenantId tenant, Cursor from, long before) throws InterruptedException {
    behind.acquire();
    try {
      return new Slice(reader.read(tenant, from.next(), before), new Cursor(before));
    } finally {
      behind.release();
    }
  }

  @Override
  public void start() {
    repetition.start();
  }

  @Override
  public void stop() {
    repetition.stop();
  }

  @Override
  public boolean isRunning() {
    return repetition.isRunning();
  }

  private void follow() {
    if (listeners.get() == 0) {
      following = false;
      return;
    }
    try {
      if (!following) {
        window.restart(reader.end().next());
        following = true;
      }
      advance();
      outage.over();
    } catch (RuntimeException storeAway) {
      outage.failed(storeAway);
    }
  }

  private void advance() {
    List<Happened> read;
    do {
      long next = window.next();
      read = reader.read(next, next + BATCH);
      window.add(read);
    } while (read.size() == BATCH && repetition.isRunning());
  }
}
