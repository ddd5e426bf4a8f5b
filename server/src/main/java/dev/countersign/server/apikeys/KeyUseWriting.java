package dev.countersign.server.apikeys;

import dev.countersign.server.apikeys.JdbcKeyUses.SealedPlace;
import dev.countersign.server.apikeys.JdbcKeyUses.Uses;
import dev.countersign.server.apikeys.KeyUses.Batch;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.StoreUnavailable;
import dev.countersign.server.platform.store.TenantTransactions;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Writes once a second, and at the end, what keys were used for. */
class KeyUseWriting {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUseWriting.class);
  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(2);

  private final KeyUses uses;
  private final JdbcKeyUses store;
  private final KeyPlaces places;
  private final TenantTransactions transactions;

  KeyUseWriting(
      KeyUses uses, JdbcKeyUses store, KeyPlaces places, TenantTransactions transactions) {
    this.uses = uses;
    this.store = store;
    this.places = places;
    this.transactions = transactions;
  }

  /** A store that is away shall not hold up the end. */
  @PreDestroy
  void writeLast() throws InterruptedException {
    var _ = Thread.startVirtualThread(this::write).join(LAST_WRITE_MAX);
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  synchronized void write() {
    long uncounted = uses.takeUncounted();
    if (uncounted > 0) {
      LOG.warn("The uses of keys were more than there is room for: {} went uncounted.", uncounted);
    }
    Batch batch = uses.take();
    if (batch.isEmpty()) {
      return;
    }
    try {
      add(batch);
    } catch (RuntimeException failure) {
      uses.putBack(batch);
      if (!StoreUnavailable.isCauseOf(failure)) {
        throw failure;
      }
      LOG.warn("What keys were used for waits for the store to come back.");
    }
  }

  private void add(Batch batch) {
    Set<TenantId> tenants =
        Stream.concat(
                batch.uses().keySet().stream().map(KeyUses.Use::tenant),
                batch.places().keySet().stream().map(KeyUses.Place::tenant))
            .collect(Collectors.toSet());
    List<Uses> rows =
        batch.uses().entrySet().stream()
            .map(entry -> new Uses(entry.getKey(), entry.getValue()))
            .toList();
    transactions.in(
        tenants,
        () -> {
          List<SealedPlace> sealed =
              batch.places().entrySet().stream()
                  .map(entry -> places.seal(entry.getKey(), entry.getValue()))
                  .toList();
          store.add(rows, sealed);
          return Boolean.TRUE;
        });
  }
}
