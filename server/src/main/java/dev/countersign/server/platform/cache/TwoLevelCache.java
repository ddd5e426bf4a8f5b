package dev.countersign.server.platform.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.redis.FanOut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Values of one kind: in this node's memory, the least used giving way; then shared with the other
 * nodes; then looked up. A value is never older than the age that is set, wherever it was kept and
 * whatever the second level says of it. Of many who ask for one at once, one looks it up.
 *
 * <p>What changes a value forgets it, and every node that can be told does too. One that cannot be
 * told goes by the old value until its age is over. So this is for what may be that old. Inside a
 * transaction nothing is read from here: what is decided there, a debit above all, is decided by
 * the store.
 *
 * @param <V> an immutable record of plain values, which JSON gives back as it was
 */
public final class TwoLevelCache<V extends Record> {
  private final String name;
  private final Duration age;
  private final InstantSource clock;
  private final SharedEntries shared;
  private final SealedEntries<V> sealed;
  private final FanOut fanOut;
  private final AsyncCache<String, Optional<Entry<V>>> here;

  TwoLevelCache(
      String name,
      CacheSettings settings,
      InstantSource clock,
      Ticker ticker,
      SharedEntries shared,
      SealedEntries<V> sealed,
      FanOut fanOut) {
    this.name = name;
    this.age = settings.age();
    this.clock = clock;
    this.shared = shared;
    this.sealed = sealed;
    this.fanOut = fanOut;
    this.here =
        Caffeine.newBuilder()
            .maximumSize(settings.size())
            .ticker(ticker)
            .expireAfter(
                Expiry.creating((String _, Optional<Entry<V>> entry) ->
                    entry.map(this::left).orElse(Duration.ZERO)))
            .buildAsync();
    fanOut.subscribe(channel(), message -> drop(new String(message, StandardCharsets.UTF_8)));
  }

  /**
   * The value of a key. What is not there is not remembered: it may come to be at any moment.
   *
   * @param key without anything personal in it; it is shown in Redis
   * @param lookUp asks the store
   */
  public Optional<V> get(String key, Supplier<Optional<V>> lookUp) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("inside a transaction the store is asked, not a cache");
    }
    CompletableFuture<Optional<Entry<V>>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Entry<V>>> others = here.asMap().putIfAbsent(key, mine);
    return (others == null ? find(key, mine, lookUp) : await(others)).map(Entry::value);
  }

  /** Lets a value be looked up anew by every node, once the current transaction has committed. */
  public void forget(String key) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      tell(key);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell(key);
          }
        });
  }

  private void tell(String key) {
    fanOut.publish(channel(), key.getBytes(StandardCharsets.UTF_8));
  }

  // Every node removes the shared value, for each may have written an old one just before it heard.
  private void drop(String key) {
    here.synchronous().invalidate(key);
    shared.remove(name(key));
  }

  private Optional<Entry<V>> find(
      String key, CompletableFuture<Optional<Entry<V>>> mine, Supplier<Optional<V>> lookUp) {
    try {
      Optional<Entry<V>> found = read(key);
      if (found.isEmpty()) {
        Instant now = clock.instant();
        found = lookUp.get().map(value -> new Entry<>(value, now));
        found.ifPresent(entry -> share(key, entry, mine));
      }
      mine.complete(found);
      return found;
    } catch (RuntimeException | Error failure) {
      // Whoever waited is told, and the next one tries again.
      mine.completeExceptionally(failure);
      throw failure;
    }
  }

  private static <T> T await(CompletableFuture<T> others) {
    try {
      return others.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private Optional<Entry<V>> read(String key) {
    return shared
        .read(name(key))
        .flatMap(bytes -> sealed.open(name(key), bytes))
        .filter(entry -> left(entry).isPositive());
  }

  // The same future, not one that is equal to it.
  @SuppressWarnings("ReferenceEquality")
  private void share(String key, Entry<V> entry, CompletableFuture<Optional<Entry<V>>> mine) {
    shared.write(name(key), sealed.seal(name(key), entry), age);
    // Forgotten while it was looked up, it may be the old value.
    if (here.asMap().get(key) != mine) {
      shared.remove(name(key));
    }
  }

  private Duration left(Entry<V> entry) {
    return entry.left(clock.instant(), age);
  }

  private String channel() {
    return "cache:" + name;
  }

  private String name(String key) {
    return channel() + ':' + key;
  }
}
