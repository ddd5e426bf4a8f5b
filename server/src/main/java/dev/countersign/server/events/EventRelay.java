package dev.countersign.server.events;

import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.platform.work.Repetition;
import java.time.Duration;
import java.util.List;
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
  private final Repetition repetition;
  private final Outage outage =
      new Outage(
          LOG, "Events cannot be passed on to webhooks; they wait.", "Events are passed on again.");

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
    this.repetition = new Repetition("event-relay", poll, this::relay);
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

  private void relay() {
    try {
      while (repetition.isRunning() && round() == BATCH) {
        LOG.debug("Passed on a whole batch of events");
      }
      outage.over();
    } catch (RuntimeException failure) {
      outage.failed(failure);
    }
  }
}
