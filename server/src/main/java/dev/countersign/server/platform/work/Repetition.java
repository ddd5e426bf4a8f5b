package dev.countersign.server.platform.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done over and over on a thread of its own, with a pause after each time. It can be started
 * again after a stop. Thread-safe.
 */
public final class Repetition {
  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private volatile @Nullable ScheduledExecutorService timer;

  /**
   * @param name of the thread
   * @param work lets no failure out, for that would end the repetition
   */
  public Repetition(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
  }

  /** Begins, after a first pause. */
  public synchronized void start() {
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    // The future would tell of a failure that ends the schedule; the work lets none out.
    var _ =
        made.scheduleWithFixedDelay(
            work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    timer = made;
  }

  /** Begins nothing more, and interrupts what is being done. */
  public synchronized void stop() {
    ScheduledExecutorService running = timer;
    if (running != null) {
      running.shutdownNow();
      timer = null;
    }
  }

  public boolean isRunning() {
    return timer != null;
  }

  /** Does it once more without a pause. */
  public void soon() {
    ScheduledExecutorService running = timer;
    if (running != null) {
      try {
        running.execute(work);
      } catch (RejectedExecutionException stopping) {
        LOG.debug("{} was called while it was stopping", name, stopping);
      }
    }
  }
}
