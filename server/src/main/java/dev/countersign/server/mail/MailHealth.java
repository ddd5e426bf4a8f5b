package dev.countersign.server.mail;

import dev.countersign.server.platform.health.HealthCheck;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Healthy unless a message has been failing for a while: somebody waits for their link. */
@Component
class MailHealth implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TenantTransactions transactions;
  private final JdbcMails store;
  private final InstantSource clock;

  MailHealth(TenantTransactions transactions, JdbcMails store, InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public void check() {
    Optional<Instant> since = transactions.acrossTenants(store::failingSince);
    if (since.isPresent() && since.get().plus(PATIENCE).isBefore(clock.instant())) {
      throw new IllegalStateException("messages could not be delivered since " + since.get());
    }
  }
}
