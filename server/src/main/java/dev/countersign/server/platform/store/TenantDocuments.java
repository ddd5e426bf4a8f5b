package dev.countersign.server.platform.store;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What each tenant has set, as one JSON document a tenant, in a table for each kind. */
public final class TenantDocuments {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final Ticker ticker;

  /**
   * Documents in a store.
   *
   * @param clock says when something was set
   * @param ticker says when to look again
   */
  public TenantDocuments(
      JdbcClient jdbc,
      JsonMapper json,
      TenantTransactions transactions,
      InstantSource clock,
      Ticker ticker) {
    this.jdbc = jdbc;
    this.json = json;
    this.transactions = transactions;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * The documents of one kind.
   *
   * @param table named by code; its columns are {@code tenant_id}, {@code settings} and {@code
   *     changed_at}
   * @param read what a stored document means
   * @param usual what holds for a tenant without one
   * @param <S> a document as it is stored
   * @param <V> what it means
   */
  public <S, V> TenantDocument<S, V> of(
      String table, Class<S> type, Function<S, V> read, Supplier<V> usual) {
    return new TenantDocument<>(
        new JdbcTenantDocuments(jdbc, table),
        document -> read.apply(json.readValue(document, type)),
        json::writeValueAsString,
        usual,
        transactions,
        clock,
        ticker);
  }
}
