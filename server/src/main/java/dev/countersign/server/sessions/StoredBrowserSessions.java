package dev.countersign.server.sessions;

import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/** Browsers' sessions as the store of record has them. */
final class StoredBrowserSessions implements BrowserSessionLookup {
  private final JdbcSessions store;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  StoredBrowserSessions(JdbcSessions store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The cookie says nothing of a tenant, so it is looked for in all. */
  @Override
  public Optional<Session> find(SecretHash cookie) {
    return transactions.acrossTenants(() -> store.findBySecret(cookie.bytes(), clock.instant()));
  }

  /** The last use reaches the store through {@link SessionActivity}. */
  @Override
  public void used(SecretHash cookie, Session session) {}

  /** It is the store that says so. */
  @Override
  public void ended(Collection<Session> sessions) {}
}
