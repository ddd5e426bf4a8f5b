package dev.countersign.server.events;

import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Passes every event of the installation on to its consumers, once: the node that holds the relay's
 * row hands over the next batch and moves the row in one transaction. The others find it taken.
 */
final class EventRelay implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
  private static final int BATCH = 1_000;

  private final JdbcEventRelay store;
  private final PlacedEvents events;
  private final List<EventConsumer> consumers;
  private final TenantTransactions transactions;
  private final Duration poll;
  private volatile @Nullable ScheduledExecutorService timer;
  private boolean failing;

  EventRelay(
      JdbcEventRelay store,
      PlacedEvents events,
      List<EventConsumer> consumers,
      TenantTransactions transactions,
      Duration poll) {
    this.store = store;
    this.events = events;
    this.consumers = List.copyOf(consumers);
    this.transactions = transactions;
    this.poll = poll;
  }

  /** Hands one batch over; how many events were in it. */
  int round() {
    return transactions.acrossTenants(() -> store.lock().map(this::pass).orElse(0));
  }

  // The end is read before anybody is asked: who becomes interested afterwards missed nothing.
  private int pass(JdbcEventRelay.Position position) {
    long end = events.sizeNow();
    long from = position.next().orElse(end);
    if (consumers.stream().noneMatch(EventConsumer::isInterested)) {
      if (position.next().isEmpty() || from < end) {
        store.moveTo(end);
      }
      return 0;
    }
    List<PlacedEvent> batch = events.between(from, Math.min(from + BATCH, end));
    if (!batch.isEmpty()) {
      consumers.forEach(consumer -> consumer.take(batch));
    }
    if (!batch.isEmpty() || position.next().isEmpty()) {
      store.moveTo(from + batch.size());
    }
    return batch.size();
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-relay").factory());
    // The future would tell of a failure that ends the schedule; relay lets none out.
    var _ =
        made.scheduleWithFixedDelay(
            this::relay, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    timer = made;
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = timer;
    if (running != null) {
      running.shutdownNow();
      timer = null;
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  private void relay() {
    try {
      while (timer != null && round() == BATCH) {
        LOG.debug("Passed on a whole batch of events");
      }
      tell(null);
    } catch (RuntimeException failure) {
      tell(failure);
    }
  }

  // Told once at each turn.
  private void tell(@Nullable RuntimeException cause) {
    if (cause != null && !failing) {
      LOG.warn("Events cannot be passed on to webhooks; they wait.", cause);
    } else if (cause == null && failing) {
      LOG.info("Events are passed on again.");
    }
    failing = cause != null;
  }
}
