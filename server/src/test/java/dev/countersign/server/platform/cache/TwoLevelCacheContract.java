package dev.countersign.server.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What holds of a cache with either second level. */
abstract class TwoLevelCacheContract {
  static final Duration AGE = Duration.ofMinutes(5);
  static final int SIZE = 10;

  final TestClock clock = TestClock.at(Instant.parse("2026-11-21T10:00:00Z"));
  final MasterKeys keys = TestMasterKeys.fresh();
  final AtomicInteger lookUps = new AtomicInteger();

  /** A value as features keep them. */
  record Word(String text, int number, Instant since) {}

  abstract SharedEntries shared();

  abstract FanOut fanOut();

  /** The cache of one more node. */
  TwoLevelCache<Word> node() {
    return node(fanOut());
  }

  TwoLevelCache<Word> node(FanOut fanOut) {
    return new Caches(
            new CacheSettings(SIZE, AGE),
            shared(),
            keys,
            fanOut,
            clock,
            () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
        .of("words", Word.class);
  }

  Word word(String text) {
    return new Word(text, 7, clock.instant());
  }

  Optional<Word> ask(TwoLevelCache<Word> cache, String key) {
    return cache.get(
        key,
        () -> {
          lookUps.incrementAndGet();
          return Optional.of(word(key));
        });
  }

  @Test
  void looksUpOnceAndAnswersTheSame() {
    TwoLevelCache<Word> cache = node();
    Word found = word("a");
    assertThat(ask(cache, "a")).contains(found);
    clock.advance(AGE.minusSeconds(1));
    assertThat(ask(cache, "a")).contains(found);
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void looksUpAgainWhatIsTooOld() {
    TwoLevelCache<Word> cache = node();
    ask(cache, "a");
    clock.advance(AGE);
    assertThat(ask(cache, "a")).contains(word("a"));
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void looksUpAgainWhatWasForgotten() {
    TwoLevelCache<Word> cache = node();
    ask(cache, "a");
    ask(cache, "b");
    cache.forget("a");
    ask(cache, "a");
    ask(cache, "b");
    assertThat(lookUps).hasValue(3);
  }

  @Test
  void remembersNothingOfWhatIsNotThere() {
    TwoLevelCache<Word> cache = node();
    assertThat(cache.get("a", Optional::empty)).isEmpty();
    assertThat(ask(cache, "a")).isPresent();
  }

  @Test
  void triesAgainAfterALookUpThatFailed() {
    TwoLevelCache<Word> cache = node();
    assertThatThrownBy(() ->
            cache.get(
                "a",
                () -> {
                  throw new IllegalArgumentException("the store is away");
                }))
        .hasMessage("the store is away");
    assertThat(ask(cache, "a")).isPresent();
  }

  @Test
  void letsOneOfManyLookUp() throws Exception {
    TwoLevelCache<Word> cache = node();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Word>>> answers = new ArrayList<>();
      answers.add(
          threads.submit(() ->
              cache.get(
                  "a",
                  () -> {
                    lookUps.incrementAndGet();
                    asked.countDown();
                    pass(answered);
                    return Optional.of(word("a"));
                  })));
      pass(asked);
      for (int i = 0; i < 63; i++) {
        answers.add(threads.submit(() -> ask(cache, "a")));
      }
      // Another key waits for nobody.
      assertThat(ask(cache, "b")).isPresent();
      answered.countDown();
      for (Future<Optional<Word>> answer : answers) {
        assertThat(answer.get()).contains(word("a"));
      }
    }
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void keepsNothingThatWasForgottenWhileItWasLookedUp() {
    TwoLevelCache<Word> cache = node();
    Optional<Word> old =
        cache.get(
            "a",
            () -> {
              Word before = word("before");
              cache.forget("a");
              return Optional.of(before);
            });
    assertThat(old).contains(word("before"));
    assertThat(ask(cache, "a")).contains(word("a"));
    assertThat(ask(node(), "a")).contains(word("a"));
  }

  @Test
  void isNeverAskedInATransaction() {
    TwoLevelCache<Word> cache = node();
    ask(cache, "a");
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> ask(cache, "a"))
          .withMessageContaining("the store is asked");
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
  }

  static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
