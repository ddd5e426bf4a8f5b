package dev.countersign.server.webhooks;

import dev.countersign.server.platform.store.StoreUnavailable;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.webhooks.JdbcDeliveryQueue.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers while the service runs: at once what this node queues, and every so often what is due
 * again or what other nodes left. So many attempts at once, and so many at one webhook.
 */
final class Couriers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(5);

  private final Courier courier;
  private final JdbcDeliveryQueue queue;
  private final TenantTransactions transactions;
  private final DeliverySignal signal;
  private final InstantSource clock;
  private final WebhookSettings settings;
  private final Semaphore free;
  private final Map<WebhookId, Integer> underWay = new ConcurrentHashMap<>();

  private @Nullable Thread thread;
  private volatile boolean running;
  private final Outage outage =
      new Outage(
          LOG,
          "Webhooks cannot be told of events; deliveries wait.",
          "Webhooks are told of events again.");
  private Instant cleaned = Instant.EPOCH;

  Couriers(
      Courier courier,
      JdbcDeliveryQueue queue,
      TenantTransactions transactions,
      DeliverySignal signal,
      InstantSource clock,
      WebhookSettings settings) {
    this.courier = courier;
    this.queue = queue;
    this.transactions = transactions;
    this.signal = signal;
    this.clock = clock;
    this.settings = settings;
    this.free = new Semaphore(settings.concurrency());
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().name("webhook-couriers").daemon().start(this::work);
  }

  @Override
  public synchronized void stop() {
    Thread worker = thread;
    running = false;
    signal.raise();
    if (worker != null) {
      try {
        // What is under way may come to an answer; the rest is tried again elsewhere or later.
        if (!worker.join(LAST_ATTEMPTS)) {
          worker.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    try {
      while (running) {
        signal.await(settings.poll());
        attempt();
        cleanNowAndThen();
      }
      free.acquire(settings.concurrency());
      free.release(settings.concurrency());
    } catch (InterruptedException e) {
      LOG.info("The couriers were interrupted; the next start delivers what is left");
    }
  }

  private void attempt() {
    try {
      int sent = round();
      while (running && sent > 0) {
        sent = round();
      }
      outage.over();
    } catch (RuntimeException failure) {
      outage.failed(failure);
    }
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

  private void cleanNowAndThen() {
    Instant now = StoredTime.now(clock);
    if (now.isAfter(cleaned.plus(CLEANING))) {
      cleaned = now;
      try {
        int gone = transactions.acrossTenants(() -> queue.purge(now.minus(settings.keep())));
        LOG.debug("Forgot {} deliveries that are done with", gone);
      } catch (RuntimeException storeAway) {
        outage.failed(storeAway);
      }
    }
  }
}
