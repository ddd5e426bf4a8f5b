package dev.countersign.server.ledger;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** What the ledger does by itself, and when. */
@Configuration(proxyBeanMethods = false)
class LedgerJobsConfiguration {
  private final HoldExpiry expiry;
  private final IntegrityRun integrity;

  LedgerJobsConfiguration(HoldExpiry expiry, IntegrityRun integrity) {
    this.expiry = expiry;
    this.integrity = integrity;
  }

  @Scheduled(initialDelay = 2, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
  void sweepHolds() {
    expiry.sweep();
  }

  @Scheduled(cron = "0 17 3 * * *", zone = "UTC")
  void verify() {
    integrity.run();
  }
}
