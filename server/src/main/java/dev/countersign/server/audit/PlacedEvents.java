package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The log in the order of its places, for those who pass on what happened: each event once, and
 * none left out. Thread-safe.
 */
@Component
public class PlacedEvents {
  private final TenantTransactions transactions;
  private final JdbcPlacedEvents store;

  PlacedEvents(TenantTransactions transactions, JdbcPlacedEvents store) {
    this.transactions = transactions;
    this.store = store;
  }

  /** How many events have a place. Not inside another transaction. */
  public long size() {
    return transactions.acrossTenants(store::size);
  }

  /** The same within the caller's transaction, which works across tenants. */
  public long sizeNow() {
    return store.size();
  }

  /** Those that the caller's transaction sees of these places, in order. */
  public List<PlacedEvent> between(long from, long before) {
    return store.between(from, before);
  }

  /** Those of these events that have a place and that the caller's transaction sees. */
  public List<PlacedEvent> find(Collection<EventId> ids) {
    return store.find(ids.stream().map(EventId::value).toList());
  }

  /**
   * Those of a tenant that happened in a time, in the order of their ids, which is nearly that.
   *
   * @param after the last one of the page before
   */
  public List<PlacedEvent> within(
      TenantId tenant, Instant since, Instant until, @Nullable EventId after, int limit) {
    UUID from = after == null ? JdbcPlacedEvents.floor(since) : after.value();
    return transactions.in(
        tenant, () -> store.within(tenant, from, JdbcPlacedEvents.floor(until), limit));
  }
}
