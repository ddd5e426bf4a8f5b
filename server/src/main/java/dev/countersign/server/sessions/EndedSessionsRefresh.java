package dev.countersign.server.sessions;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Refreshes the view of ended sessions, four times a second, on a thread of its own: nothing that
 * other jobs do may delay it. The first time is before the service answers anybody.
 */
final class EndedSessionsRefresh implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EndedSessionsRefresh.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final EndedSessions view;
  private @Nullable ScheduledExecutorService executor;
  private boolean failing;

  EndedSessionsRefresh(EndedSessions view) {
    this.view = view;
  }

  @Override
  public synchronized void start() {
    view.refresh();
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ended-sessions").factory());
    // The future would tell of a failure that ends the schedule; refreshAndTell lets none out.
    var _ =
        timer.scheduleWithFixedDelay(
            this::refreshAndTell, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    executor = timer;
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService timer = executor;
    if (timer != null) {
      timer.shutdownNow();
      executor = null;
    }
  }

  /** Begins before the web server does, and ends after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }

  // Told once at each turn. Meanwhile the view grows old by itself, and requests are refused.
  private void refreshAndTell() {
    try {
      view.refresh();
      if (failing) {
        failing = false;
        LOG.info("Ended sessions can be read again.");
      }
    } catch (RuntimeException unreadable) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "Ended sessions cannot be read; in {} s requests with tokens are refused.",
            EndedSessions.AGE_MAX.toSeconds(),
            unreadable);
      }
    }
  }
}
