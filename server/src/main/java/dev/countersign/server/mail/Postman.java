package dev.countersign.server.mail;

import dev.countersign.server.platform.work.Outage;
import dev.countersign.server.platform.work.SignalledWorker;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers messages while the service runs: at once when this node commits some, and every so often
 * those that failed before or that other nodes left behind.
 */
final class Postman extends SignalledWorker {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  private final Delivery delivery;
  private final Duration keep;

  Postman(Delivery delivery, MailSignal signal, InstantSource clock, MailSettings settings) {
    super(
        "postman",
        signal,
        settings.poll(),
        clock,
        new Outage(
            LOG,
            "Messages cannot be delivered; they wait and are tried again",
            "Messages are delivered again"));
    this.delivery = delivery;
    this.keep = settings.keep();
  }

  // Rounds follow one another while they move something: a wish becomes a letter first, and a full
  // batch leaves more behind.
  @Override
  protected void work() {
    Delivery.Round round = delivery.round();
    while (isRunning() && round.moved() > 0) {
      tell(round);
      round = delivery.round();
    }
    if (round.failed() > 0) {
      outage.failed(null);
    }
  }

  private void tell(Delivery.Round round) {
    if (round.failed() > 0) {
      outage.failed(null);
    } else {
      outage.over();
    }
  }

  @Override
  protected void clean() {
    int gone = delivery.purge(keep);
    LOG.debug("Forgot {} messages that are done with", gone);
  }
}
