package dev.countersign.server.signin;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.ratelimit.ClientNetwork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Networks that people were let in from lately. They have an allowance of failures of their own, so
 * that nobody can keep somebody out by failing in their name; kept in the store, so that a restart
 * gives nobody a chance to. What is kept is a keyed hash, of the person's last places only, and it
 * is written when a place becomes familiar and about once a week thereafter. Thread-safe.
 */
@Component
class FamiliarPlaces {
  /** How many places of a person are kept. */
  static final int MOST = 20;

  /** How long a place stays familiar. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(FamiliarPlaces.class);
  private static final Duration RENEWED_AFTER = Duration.ofDays(7);
  private static final String FIELD = "familiar-place";

  private final JdbcFamiliarPlaces store;
  private final PersonalData personalData;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  FamiliarPlaces(
      JdbcFamiliarPlaces store,
      PersonalData personalData,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.personalData = personalData;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Whether somebody was let in from here lately; of nobody it takes the same work to say no. */
  boolean isFamiliar(TenantId tenant, UserId user, String place) {
    return transactions.in(
        tenant,
        () -> store.isFamiliar(user, hash(tenant, user, place), clock.instant().minus(KEPT)));
  }

  /**
   * Somebody is let in from where the running request comes from. In the caller's transaction,
   * which holds the person's row.
   */
  void remember(TenantId tenant, UserId user) {
    ClientNetwork.current().ifPresent(place -> remember(tenant, user, place));
  }

  void remember(TenantId tenant, UserId user, String place) {
    Instant now = StoredTime.now(clock);
    boolean written =
        store.remember(tenant, user, hash(tenant, user, place), now, now.minus(RENEWED_AFTER));
    if (written) {
      store.keepNewest(user, MOST);
    }
  }

  @Scheduled(initialDelay = 13, fixedDelay = 720, timeUnit = TimeUnit.MINUTES)
  void purge() {
    Instant before = clock.instant().minus(KEPT);
    int gone = transactions.acrossTenants(() -> store.purge(before));
    LOG.debug("Forgot {} places that nobody was let in from lately", gone);
  }

  private byte[] hash(TenantId tenant, UserId user, String place) {
    return personalData.index(tenant, FIELD, user.text() + "\n" + place);
  }
}
