package dev.countersign.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Public keys, each read when something it signed comes: neither a start nor memory grows with the
 * number of tenants. A key never changes, and whoever asks checks whether it is revoked.
 *
 * <p>One look-up runs at a time and takes along all that wait for one. So invented key ids buy
 * nobody more than one small question to the store at a time, and keep nobody's key from being
 * found.
 */
final class PublicKeys {
  private static final int KNOWN_MAX = 10_000;
  private static final int AT_ONCE = 500;
  private static final Duration PUBLISHED_FOR = Duration.ofSeconds(5);
  private static final int PUBLISHED_MAX = 1_000;
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final JdbcSigningKeys store;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final Cache<String, SigningKey.Public> known =
      Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();
  // What was published is let go of, even if nobody asks again: it can be long.
  private final Cache<Optional<TenantId>, List<SigningKey.Public>> published =
      Caffeine.newBuilder()
          .maximumSize(PUBLISHED_MAX)
          .expireAfterWrite(PUBLISHED_FOR)
          .scheduler(Scheduler.systemScheduler())
          .build();
  private final AtomicLong changes = new AtomicLong();
  private final Queue<PublicKeyQuestion> waiting = new ConcurrentLinkedQueue<>();

  PublicKeys(JdbcSigningKeys store, TenantTransactions transactions, InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A key by its id. Not to be called inside a transaction. */
  Optional<SigningKey.Public> find(String keyId) {
    SigningKey.Public found = known.getIfPresent(keyId);
    if (found != null || !THUMBPRINT.matcher(keyId).matches()) {
      return Optional.ofNullable(found);
    }
    PublicKeyQuestion question = new PublicKeyQuestion(keyId);
    waiting.add(question);
    synchronized (this) {
      while (!question.isAnswered()) {
        answerSome();
      }
    }
    return question.answer();
  }

  /**
   * The keys whose tokens may still be valid, and those that will sign: a tenant's, or all. Not to
   * be called inside a transaction.
   */
  List<SigningKey.Public> published(Optional<TenantId> tenant) {
    List<SigningKey.Public> keys = published.getIfPresent(tenant);
    if (keys == null) {
      long seen = changes.get();
      Instant since = since();
      keys =
          tenant
              .map(one -> transactions.in(one, () -> store.findPublic(since)))
              .orElseGet(() -> transactions.acrossTenants(() -> store.findPublic(since)));
      if (changes.get() == seen) {
        published.put(tenant, keys);
      }
    }
    return keys;
  }

  /** Keys were changed here: what was published before does not count any more. */
  void changed() {
    changes.incrementAndGet();
    published.invalidateAll();
  }

  private void answerSome() {
    List<PublicKeyQuestion> some = new ArrayList<>();
    for (PublicKeyQuestion next = waiting.poll();
        next != null;
        next = some.size() < AT_ONCE ? waiting.poll() : null) {
      some.add(next);
    }
    try {
      List<SigningKey.Public> found =
          transactions.acrossTenants(() ->
              store.findPublic(some.stream().map(PublicKeyQuestion::keyId).toList(), since()));
      found.forEach(key -> known.put(key.keyId(), key));
      some.forEach(question -> question.answerFrom(found));
    } catch (RuntimeException away) {
      some.forEach(question -> question.fail(away));
    }
  }

  private Instant since() {
    return clock.instant().minus(KeyRing.OVERLAP);
  }
}
