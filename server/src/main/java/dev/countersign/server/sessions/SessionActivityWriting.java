package dev.countersign.server.sessions;

import dev.countersign.server.platform.store.StoreUnavailable;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Writes once a minute, and at the end, when sessions were last used. */
class SessionActivityWriting {
  private static final Logger LOG = LoggerFactory.getLogger(SessionActivityWriting.class);

  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(2);

  private final SessionActivity activity;

  SessionActivityWriting(SessionActivity activity) {
    this.activity = activity;
  }

  /** A store that is away shall not hold up the end; a minute of knowledge is all that is lost. */
  @PreDestroy
  void writeLast() throws InterruptedException {
    var _ = Thread.startVirtualThread(this::write).join(LAST_WRITE_MAX);
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void write() {
    try {
      activity.write();
    } catch (RuntimeException failure) {
      if (!StoreUnavailable.isCauseOf(failure)) {
        throw failure;
      }
      LOG.warn("The last use of sessions waits for the store to come back.");
    }
  }
}
