package dev.countersign.server.webhooks;

import dev.countersign.server.platform.store.StoreUnavailable;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.platform.work.SignalledWorker;
import dev.countersign.server.webhooks.JdbcDeliveryQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers while the service runs: at once what this node queues, and every so often what is due
 * again or what other nodes left. So many attempts at once, and so many at one webhook.
 */
final class Couriers extends SignalledWorker {
  private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

  private final Courier courier;
  private final JdbcDeliveryQueue queue;
  private final TenantTransactions transactions;
  private final DeliverySignal signal;
  private final InstantSource clock;
  private final WebhookSettings settings;
  private final Semaphore free;
  private final Map<WebhookId, Integer> underWay = new ConcurrentHashMap<>();

  Couriers(
      Courier courier,
      JdbcDeliveryQueue queue,
      TenantTransactions transactions,
      DeliverySignal signal,
      InstantSource clock,
      WebhookSettings settings) {
    super(
        "webhook-couriers",
        signal,
        settings.poll(),
        clock,
        new Outage(
            LOG,
            "Webhooks cannot be told of events; deliveries wait.",
            "Webhooks are told of events again."));
    this.courier = courier;
    this.queue = queue;
    this.transactions = transactions;
    this.signal = signal;
    this.clock = clock;
    this.settings = settings;
    this.free = new Semaphore(settings.concurrency());
  }

  @Override
  protected void work() {
    int sent = round();
    while (isRunning() && sent > 0) {
      sent = round();
    }
    outage.over();
  }

  // What is under way may come to an answer; the rest is tried again elsewhere or later.
  @Override
  protected void finish() throws InterruptedException {
    free.acquire(settings.concurrency());
    free.release(settings.concurrency());
  }

  /** Sends out as many as there is room for. */
  private int round() {
    int room = free.availablePermits();
    if (room == 0) {
      return 0;
    }
    List<Claimed> claimed = claim(room);
    for (Claimed one : claimed) {
      free.acquireUninterruptibly();
      underWay.merge(one.webhook(), 1, Integer::sum);
      Thread.ofVirtual().name("webhook-courier").start(() -> deliver(one));
    }
    return claimed.size();
  }

  private List<Claimed> claim(int room) {
    List<WebhookId> busy =
        underWay.entrySet().stream()
            .filter(entry -> entry.getValue() >= settings.perWebhook())
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    Instant now = StoredTime.now(clock);
    // Long enough for the slowest receiver, and for the store to take down what it said.
    Duration lease = settings.timeout().multipliedBy(2).plusSeconds(30);
    return transactions.acrossTenants(
        () -> queue.claim(busy, now, lease, settings.perWebhook(), room));
  }

  private void deliver(Claimed claimed) {
    try {
      courier.deliver(claimed);
    } catch (RuntimeException failure) {
      // Its time comes again when the lease is over.
      if (!StoreUnavailable.isCauseOf(failure)) {
        LOG.error("The delivery of {} to {} broke", claimed.event(), claimed.webhook(), failure);
      }
    } finally {
      underWay.computeIfPresent(claimed.webhook(), (id, number) -> number > 1 ? number - 1 : null);
      free.release();
      // There may be more for whoever was busy.
      signal.raise();
    }
  }

  @Override
  protected void clean() {
    Instant before = StoredTime.now(clock).minus(settings.keep());
    int gone = transactions.acrossTenants(() -> queue.purge(before));
    LOG.debug("Forgot {} deliveries that are done with", gone);
  }
}
