package dev.countersign.server.mail;

import dev.countersign.server.platform.work.Outage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers messages while the service runs: at once when this node commits some, and every so often
 * those that failed before or that other nodes left behind. What is not delivered when the service
 * stops waits for the next start.
 *
 * <p>A thread of its own rather than a job scheduler: the queue is a table with its own states, and
 * the only job there is looks at it.
 */
final class Postman implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final Delivery delivery;
  private final MailSignal signal;
  private final InstantSource clock;
  private final MailSettings settings;

  private @Nullable Thread thread;
  private volatile boolean running;
  private final Outage outage =
      new Outage(
          LOG,
          "Messages cannot be delivered; they wait and are tried again",
          "Messages are delivered again");
  private Instant cleaned = Instant.EPOCH;

  Postman(Delivery delivery, MailSignal signal, InstantSource clock, MailSettings settings) {
    this.delivery = delivery;
    this.signal = signal;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().name("postman").daemon().start(this::work);
  }

  @Override
  public synchronized void stop() {
    Thread worker = thread;
    running = false;
    signal.raise();
    if (worker != null) {
      try {
        // What is in hand may be finished, unless it waits for a server or a store that is away.
        if (!worker.join(LAST_ROUND)) {
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
    } catch (InterruptedException e) {
      LOG.info("The postman was interrupted; the next start delivers what is left");
    }
  }

  // Rounds follow one another while they move something: a wish becomes a letter first, and a full
  // batch leaves more behind.
  private void attempt() {
    try {
      Delivery.Round round = delivery.round();
      while (running && round.moved() > 0) {
        tell(round);
        round = delivery.round();
      }
      if (round.failed() > 0) {
        outage.failed(null);
      }
    } catch (RuntimeException storeAway) {
      outage.failed(storeAway);
    }
  }

  private void tell(Delivery.Round round) {
    if (round.failed() > 0) {
      outage.failed(null);
    } else {
      outage.over();
    }
  }

  private void cleanNowAndThen() {
    Instant now = clock.instant();
    if (now.isAfter(cleaned.plus(CLEANING))) {
      cleaned = now;
      try {
        int gone = delivery.purge(settings.keep());
        LOG.debug("Forgot {} messages that are done with", gone);
      } catch (RuntimeException storeAway) {
        outage.failed(storeAway);
      }
    }
  }
}
