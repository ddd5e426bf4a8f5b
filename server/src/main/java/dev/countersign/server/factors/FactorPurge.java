package dev.countersign.server.factors;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets what is long past any use. What counts against somebody is not among it. */
@Component
class FactorPurge {
  private static final Logger LOG = LoggerFactory.getLogger(FactorPurge.class);
  private static final Duration KEPT = Duration.ofDays(1);
  // No session lasts as long.
  private static final Duration PROOFS_KEPT = Duration.ofDays(400);

  private final JdbcChallenges challenges;
  private final JdbcPendingSignIns pending;
  private final JdbcTrustedDevices devices;
  private final JdbcFactorProofs proofs;
  private final JdbcPasskeyChallenges passkeyChallenges;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  FactorPurge(
      JdbcChallenges challenges,
      JdbcPendingSignIns pending,
      JdbcTrustedDevices devices,
      JdbcFactorProofs proofs,
      JdbcPasskeyChallenges passkeyChallenges,
      TenantTransactions transactions,
      InstantSource clock) {
    this.challenges = challenges;
    this.pending = pending;
    this.devices = devices;
    this.proofs = proofs;
    this.passkeyChallenges = passkeyChallenges;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 9, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void purge() {
    Instant before = clock.instant().minus(KEPT);
    int gone =
        transactions.acrossTenants(() ->
            challenges.purge(before)
                + pending.purge(before)
                + devices.purge(before)
                + passkeyChallenges.purge(before)
                + proofs.purge(clock.instant().minus(PROOFS_KEPT)));
    LOG.debug("Forgot {} challenges, pending sign-ins, trusted devices and proofs", gone);
  }
}
