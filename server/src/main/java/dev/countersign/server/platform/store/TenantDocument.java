package dev.countersign.server.platform.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One kind of document that each tenant may have. A change holds at once on this node and within a
 * second on others. Thread-safe; works in the caller's transaction where there is one.
 *
 * @param <S> a document as it is stored
 * @param <V> what it means
 */
public final class TenantDocument<S, V> {
  private static final Logger LOG = LoggerFactory.getLogger(TenantDocument.class);
  private static final Duration SEEN_FOR = Duration.ofSeconds(1);
  // What is asked for all the time is read again beside the requests, before it is too old.
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final int TENANTS_MAX = 10_000;

  private final JdbcTenantDocuments store;
  private final Function<String, V> read;
  private final Function<S, String> write;
  private final Supplier<V> usual;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final LoadingCache<TenantId, V> seen;

  TenantDocument(
      JdbcTenantDocuments store,
      Function<String, V> read,
      Function<S, String> write,
      Supplier<V> usual,
      TenantTransactions transactions,
      InstantSource clock,
      Ticker ticker) {
    this.store = store;
    this.read = read;
    this.write = write;
    this.usual = usual;
    this.transactions = transactions;
    this.clock = clock;
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(TENANTS_MAX)
            .expireAfterWrite(SEEN_FOR)
            .refreshAfterWrite(FRESH)
            .executor(task -> Thread.ofVirtual().name("tenant-documents").start(task))
            .ticker(ticker)
            .build(this::stored);
  }

  /** What holds for a tenant. */
  public V of(TenantId tenant) {
    V known = seen.getIfPresent(tenant);
    return known == null ? readAgain(tenant) : known;
  }

  /** The same, and the usual while the store cannot be read. */
  public V ofOrUsual(TenantId tenant) {
    try {
      return of(tenant);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("What a tenant has set cannot be read; the usual holds.", away);
      V instead = usual.get();
      seen.put(tenant, instead);
      return instead;
    }
  }

  /** What the store says now, whatever was seen before. */
  public V stored(TenantId tenant) {
    return transactions.in(tenant, () -> store.find(tenant)).map(read).orElseGet(usual);
  }

  /**
   * Gives a tenant a document.
   *
   * @param meaning what it means, already found to be sound
   * @param beside done in the same transaction
   */
  public void put(TenantId tenant, S document, V meaning, Runnable beside) {
    transactions.run(
        tenant,
        () -> {
          store.put(tenant, write.apply(document), StoredTime.now(clock));
          beside.run();
        });
    seen.put(tenant, meaning);
  }

  // Not loaded by the cache: whoever waits for another's look-up while holding a connection could
  // wait for one that waits for a connection.
  private V readAgain(TenantId tenant) {
    V found = stored(tenant);
    seen.put(tenant, found);
    return found;
  }
}
