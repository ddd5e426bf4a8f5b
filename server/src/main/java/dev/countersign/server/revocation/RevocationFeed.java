package dev.countersign.server.revocation;

import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.platform.work.Repetition;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Repetition repetition;
  private final Outage outage;
  private final AtomicBoolean called = new AtomicBoolean();

  RevocationFeed(RevocationView view, FanOut fanOut, RevocationSettings settings) {
    this.view = view;
    this.repetition = new Repetition("revocations", settings.poll(), this::refreshAndTell);
    this.outage =
        new Outage(
            LOG,
            "Revocations cannot be read; in %d s requests with tokens are refused."
                .formatted(settings.viewAgeMax().toSeconds()),
            "Revocations can be read again.");
    fanOut.subscribe(CHANNEL, word -> lookSoon());
  }

  @Override
  public void start() {
    view.refresh();
    repetition.start();
  }

  @Override
  public void stop() {
    repetition.stop();
  }

  /** Begins before the web server does, and ends after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return repetition.isRunning();
  }

  // Much word while one look waits is one look.
  private void lookSoon() {
    if (repetition.isRunning() && called.compareAndSet(false, true)) {
      repetition.soon();
    }
  }

  // Meanwhile the view grows old by itself, and requests are refused.
  private void refreshAndTell() {
    called.set(false);
    try {
      view.refresh();
      outage.over();
    } catch (RuntimeException unreadable) {
      outage.failed(unreadable);
    }
  }
}
