package dev.countersign.server.revocation;

import dev.countersign.server.platform.redis.FanOut;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Refreshes the view of what is revoked, four times a second and when another node sends word, on a
 * thread of its own: nothing that other jobs do may delay it. The first time is before the service
 * answers anybody.
 */
final class RevocationFeed implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);

  /** Where word of new revocations goes; it says no more than to look. */
  static final String CHANNEL = "revocations";

  private final RevocationView view;
  private final Duration pause;
  private final Duration ageMax;
  private final AtomicBoolean called = new AtomicBoolean();
  private volatile @Nullable ScheduledExecutorService executor;
  private boolean failing;

  RevocationFeed(RevocationView view, FanOut fanOut, RevocationSettings settings) {
    this.view = view;
    this.pause = settings.poll();
    this.ageMax = settings.viewAgeMax();
    fanOut.subscribe(CHANNEL, word -> lookSoon());
  }

  @Override
  public synchronized void start() {
    view.refresh();
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("revocations").factory());
    // The future would tell of a failure that ends the schedule; refreshAndTell lets none out.
    var _ =
        timer.scheduleWithFixedDelay(
            this::refreshAndTell, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
  public boolean isRunning() {
    return executor != null;
  }

  // Much word while one look waits is one look.
  private void lookSoon() {
    ScheduledExecutorService timer = executor;
    if (timer != null && called.compareAndSet(false, true)) {
      try {
        timer.execute(this::refreshAndTell);
      } catch (RejectedExecutionException stopping) {
        LOG.debug("Word came while the service was stopping.", stopping);
      }
    }
  }

  // Told once at each turn. Meanwhile the view grows old by itself, and requests are refused.
  private void refreshAndTell() {
    called.set(false);
    try {
      view.refresh();
      if (failing) {
        failing = false;
        LOG.info("Revocations can be read again.");
      }
    } catch (RuntimeException unreadable) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "Revocations cannot be read; in {} s requests with tokens are refused.",
            ageMax.toSeconds(),
            unreadable);
      }
    }
  }
}
