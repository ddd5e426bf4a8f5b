package dev.countersign.server.payments;

import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.platform.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Posts payments that were signed and then left: the node that was to post them went down between
 * the signature and the posting. Every node looks; the ledger posts each once, under its first key.
 */
@Component
class LeftSigned {
  private static final Logger LOG = LoggerFactory.getLogger(LeftSigned.class);

  // Longer than anybody waits for the ledger: whoever signed is not under way any more.
  private static final Duration LEFT_FOR = Duration.ofSeconds(45);

  private final WaitingPayments waiting;
  private final SignedPayments signedPayments;
  private final InstantSource clock;

  LeftSigned(WaitingPayments waiting, SignedPayments signedPayments, InstantSource clock) {
    this.waiting = waiting;
    this.signedPayments = signedPayments;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void post() {
    for (WaitingPayment left : waiting.leftSigned(clock.instant().minus(LEFT_FOR))) {
      try {
        signedPayments.post(left);
      } catch (ProblemException unavailable) {
        // It is still there when it looks again.
        LOG.atWarn()
            .setCause(unavailable)
            .addKeyValue("payment", left.id().text())
            .log("A signed payment could not be posted");
      }
    }
  }
}
