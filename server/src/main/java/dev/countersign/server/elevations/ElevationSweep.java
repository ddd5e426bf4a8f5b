package dev.countersign.server.elevations;

import dev.countersign.server.elevations.Elevation.Status;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.roles.Roles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes down, soon after, what has ended by itself. */
@Component
class ElevationSweep {
  private final JdbcElevations store;
  private final LentRoles lent;
  private final Roles roles;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  ElevationSweep(
      JdbcElevations store,
      LentRoles lent,
      Roles roles,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.lent = lent;
    this.roles = roles;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void sweep() {
    Instant now = clock.instant();
    for (JdbcElevations.Due due : transactions.acrossTenants(() -> store.due(now))) {
      transactions.run(
          due.tenant(),
          () -> {
            roles.lock(due.tenant());
            store.find(due.id()).ifPresent(elevation -> sweep(elevation, now));
          });
    }
  }

  private void sweep(Elevation elevation, Instant now) {
    Instant ends = elevation.endsAt();
    if (elevation.status() == Status.ACTIVE && ends != null && !ends.isAfter(now)) {
      lent.close(null, elevation, Status.ENDED);
    } else if (elevation.status() == Status.PENDING && !elevation.openUntil().isAfter(now)) {
      lent.close(null, elevation, Status.LAPSED);
    }
  }
}
