package dev.countersign.server.platform.work;

import dev.countersign.server.platform.store.CommitSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Works through a queue in the store while the service runs: at once when its signal is raised, and
 * every so often what failed before or other nodes left behind. Now and then it cleans up. What is
 * not done when the service stops waits for the next start.
 *
 * <p>A thread of its own rather than a job scheduler: the queue is a table with its own states, and
 * the only job there is looks at it.
 */
public abstract class SignalledWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SignalledWorker.class);
  private static final Duration CLEANING = Duration.ofMinutes(10);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  /** Failures of the work's own thread, which is the only one to tell of them. */
  protected final Outage outage;

  private final String name;
  private final CommitSignal signal;
  private final Duration poll;
  private final InstantSource clock;

  private @Nullable Thread thread;
  private volatile boolean running;
  private Instant cleaned = Instant.EPOCH;

  /**
   * @param name of the thread
   * @param poll how long it waits for the signal
   * @param outage told of what the work or the cleaning let out; the work tells that it is over
   */
  protected SignalledWorker(
      String name, CommitSignal signal, Duration poll, InstantSource clock, Outage outage) {
    this.name = name;
    this.signal = signal;
    this.poll = poll;
    this.clock = clock;
    this.outage = outage;
  }

  /** Does what there is to do, and no more once it {@linkplain #isRunning is to stop}. */
  protected abstract void work();

  /** Forgets what is done with. */
  protected abstract void clean();

  /** Waits for what the work left under way, after the last of it. */
  protected void finish() throws InterruptedException {}

  @Override
  public final synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  @Override
  public final synchronized void stop() {
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
  public final boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      while (running) {
        signal.await(poll);
        attempt(this::work);
        cleanNowAndThen();
      }
      finish();
    } catch (InterruptedException e) {
      LOG.info("{} was interrupted; the next start goes on with what is left", name);
    }
  }

  private void cleanNowAndThen() {
    Instant now = clock.instant();
    if (now.isAfter(cleaned.plus(CLEANING))) {
      cleaned = now;
      attempt(this::clean);
    }
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException failure) {
      outage.failed(failure);
    }
  }
}
