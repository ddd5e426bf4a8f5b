package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Throttles on one node, in bounded memory. When there are too many names, the least used of those
 * that nobody has to wait for are forgotten first: each of the others has cost a whole allowance of
 * failures, so a flood of fresh names sets none of them free.
 */
final class InMemoryFailureThrottle implements FailureThrottle {
  static final int NAMES_MAX = 100_000;
  static final Duration FAMILIAR = Duration.ofDays(30);

  private final RateLimit allowance;
  private final Ticker ticker;
  private final Cache<Key, FailureCount> counts;
  private final Cache<Key, Boolean> familiar;

  /**
   * What failures are counted under.
   *
   * @param origin a place the name succeeded from; empty for all others together
   */
  private record Key(String name, String origin) {}

  InMemoryFailureThrottle(RateLimit allowance, Ticker ticker, int namesMax) {
    this.allowance = allowance;
    this.ticker = ticker;
    this.counts =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            // By then the longest wait is over, and what led to it forgotten.
            .expireAfterAccess(allowance.period().multipliedBy(2).plusSeconds(1))
            .maximumWeight(namesMax)
            .weigher((Key _, FailureCount count) -> count.isExhausted() ? 0 : 1)
            .build();
    this.familiar =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfterWrite(FAMILIAR)
            .maximumSize(namesMax)
            .build();
  }

  @Override
  public Attempt begin(String name, String origin, boolean known) {
    Key place = new Key(name, origin);
    Key key = known || familiar.getIfPresent(place) != null ? place : new Key(name, "");
    Duration[] delay = new Duration[1];
    change(key, (count, now) -> delay[0] = count.begin(now));
    return new Counted(key, place, delay[0].isZero() ? null : delay[0]);
  }

  private void change(Key key, Change change) {
    // Computing is atomic per name, and weighs it anew.
    counts
        .asMap()
        .compute(
            key,
            (_, known) -> {
              FailureCount count = known == null ? new FailureCount(allowance) : known;
              change.on(count, ticker.read());
              return count.isIdle() ? null : count;
            });
  }

  @FunctionalInterface
  private interface Change {
    void on(FailureCount count, long now);
  }

  private final class Counted implements Attempt {
    private final Key key;
    private final Key place;
    private final @Nullable Duration delay;
    private boolean open;

    Counted(Key key, Key place, @Nullable Duration delay) {
      this.key = key;
      this.place = place;
      this.delay = delay;
      this.open = delay == null;
    }

    @Override
    public Optional<Duration> delay() {
      return Optional.ofNullable(delay);
    }

    @Override
    public void succeeded() {
      familiar.put(place, Boolean.TRUE);
      end((count, now) -> count.succeed());
    }

    @Override
    public void failed() {
      end(FailureCount::fail);
    }

    @Override
    public void close() {
      end((count, now) -> count.abandon());
    }

    private void end(Change change) {
      if (open) {
        open = false;
        change(key, change);
      }
    }
  }
}
